"""What a rule is: a function over one subject, with its words as data beside it. `@rule` registers nothing."""

import inspect
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.errors import ConfigError
from bot.lint.context import Context, Option
from bot.lint.hit import Hit
from bot.model import LANGUAGES, Dialect, Message, Severity

__all__ = ["Check", "Context", "Hit", "Option", "Rule", "Texts", "rule"]

Texts: TypeAlias = Mapping[str, str]
Check: TypeAlias = Callable[[Any, Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its words. `category`, `path` and `page` are set when it is loaded from a folder.

    `subjects` are the types its first parameter accepts. A rule that `asks` yields Questions instead of findings. One that is not
    `enabled` runs only where the configuration gives it a severity.
    """

    name: str
    check: Check
    subjects: tuple[type, ...]
    severity: Severity
    dialects: frozenset[Dialect]
    summary: Message
    message: Message
    options: Mapping[str, Option] = field(default_factory=dict, hash=False)
    asks: bool = False
    enabled: bool = True
    category: str = ""
    path: str = ""
    page: str = ""


def rule(
    *,
    severity: str,
    summary: Texts,
    message: Texts,
    dialects: tuple[str, ...] = tuple(Dialect),
    options: Mapping[str, Option] | None = None,
    asks: bool = False,
    enabled: bool = True,
) -> Callable[[Check], Rule]:
    """Make a Rule of a generator function whose first parameter's annotation says what it judges.

    Raises:
        ConfigError: a language is missing, or the annotation is missing.
    """

    def decorate(check: Check) -> Rule:
        return Rule(
            name=check.__name__.replace("_", "-"),
            check=check,
            subjects=_subjects(check),
            severity=Severity(severity),
            dialects=frozenset(map(Dialect, dialects)),
            summary=_both(summary, check.__name__),
            message=_both(message, check.__name__),
            options=options or {},
            asks=asks,
            enabled=enabled,
        )

    return decorate


def _both(texts: Texts, name: str) -> Message:
    if set(texts) != set(LANGUAGES):
        raise ConfigError(f"rule {name}: needs its words in {' and '.join(LANGUAGES)}, has {', '.join(texts) or 'none'}")
    return Message(texts["en"], texts["ko"])


def _subjects(check: Check) -> tuple[type, ...]:
    first = next(iter(inspect.signature(check).parameters), None)
    annotation = typing.get_type_hints(check).get(first or "")
    if annotation is None:
        raise ConfigError(f"rule {check.__name__}: the first parameter's annotation must say what the rule judges")
    return typing.get_args(annotation) or (annotation,)
