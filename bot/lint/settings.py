"""What the configuration says about rules: severities, options, and other settings for some paths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from bot.config import Config, RuleSetting
from bot.errors import ConfigError
from bot.lint.rule import Option, Rule
from bot.model import Severity
from bot.projects import matches

EVERY = "*"
Steps: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Settings:
    """The rule settings of one configuration."""

    config: Config

    def runs(self, rule: Rule) -> bool:
        """Whether the rule can have a severity anywhere."""
        if self._severity(rule, self._settings("")) is not None:
            return True
        return any(self._severity(rule, (override.rules,)) is not None for override in self.config.overrides)

    def severity(self, rule: Rule, path: str, *, limit: Severity = Severity.ERROR) -> Severity | None:
        """The severity of the rule's findings in that file, None where it is off; the last matching override wins.

        `limit` is the most that the rule's own severity counts for; a configured one is not limited.
        """
        return self._severity(rule, self._settings(path), limit)

    def options(self, rule: Rule) -> Mapping[str, Option]:
        """The rule's options with the configured ones over its defaults."""
        setting = self.config.rules.get(rule.name)
        return {**rule.options, **(setting.options if setting else {})}

    def _settings(self, path: str) -> tuple[Mapping[str, RuleSetting], ...]:
        matching = (o.rules for o in self.config.overrides if any(matches(glob, path) for glob in o.paths))
        return (self.config.rules, *matching)

    def _severity(self, rule: Rule, layers: tuple[Mapping[str, RuleSetting], ...], limit: Severity = Severity.ERROR) -> Severity | None:
        severity: Severity | None = max(rule.severity, limit, key=lambda each: each.rank) if rule.enabled else None
        for layer in layers:
            for setting in (layer.get(EVERY), layer.get(rule.name)):
                if setting is None or setting.severity is None:
                    continue
                severity = None if setting.severity == "off" else setting.severity
        return severity


def check_settings(config: Config, rules: tuple[Rule, ...]) -> None:
    """Hold the configuration's rule names and options against the loaded rules.

    Raises:
        ConfigError: a rule or an option is not known, or an option has another type than its default.
    """
    for _, fault in setting_faults(config, rules):
        raise ConfigError(fault)


def setting_faults(config: Config, rules: tuple[Rule, ...]) -> Iterator[tuple[Steps, str]]:
    """Every mistake that `check_settings` looks for, with the keys that lead to it in the file."""
    known = {rule.name: rule for rule in rules}
    layers: list[tuple[Steps, Mapping[str, RuleSetting]]] = [(("rules",), config.rules)]
    layers += [(("overrides", place, "rules"), override.rules) for place, override in enumerate(config.overrides)]
    for steps, layer in layers:
        for name, setting in layer.items():
            yield from (((*steps, name, *inner), f"rules: {fault}") for inner, fault in _faults(name, setting, known))


def _faults(name: str, setting: RuleSetting, known: Mapping[str, Rule]) -> Iterator[tuple[Steps, str]]:
    if name == EVERY:
        yield from (((option,), f"`*` takes a severity only, not {option}") for option in setting.options)
        return
    if name not in known:
        yield (), f"no rule is called {name!r}{_hint(name, known)}"
        return
    defaults = known[name].options
    for option, value in setting.options.items():
        if option not in defaults:
            yield (option,), f"{name} has no option {option!r}{_hint(option, defaults)}"
        elif type(value) is not type(defaults[option]):
            yield (option,), f"{name}: {option} is a {type(defaults[option]).__name__}, not {value!r}"


def _hint(name: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
