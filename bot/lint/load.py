"""Rules found by file: every `<category>/<name>.py` of a folder, with its page beside it."""

import importlib.util
import inspect
import string
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.content import content_folder
from bot.errors import ConfigError
from bot.lint.page import page_faults
from bot.lint.rule import Hit, Rule
from bot.model import Message


@cache
def default_rules() -> tuple[Rule, ...]:
    """The rules that this installation ships, read once a process: a worker asks with every review."""
    return load_rules(content_folder("rules"))


def load_rules(*folders: Path) -> tuple[Rule, ...]:
    """The rules of those folders, sorted by category and name.

    Raises:
        ConfigError: a file has no rule of its name, a wrong signature, differing placeholders or no complete page, or a name is
            taken twice.
    """
    rules = [_load(path) for folder in folders for path in sorted(folder.glob("*/*.py"))]
    names = [rule.name for rule in rules]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(f"rule names are unique over all categories; taken twice: {', '.join(twice)}")
    return tuple(sorted(rules, key=lambda rule: (rule.category, rule.name)))


def _load(path: Path) -> Rule:
    spec = importlib.util.spec_from_file_location(f"schema_review_rules_{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ConfigError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rule = getattr(module, path.stem, None)
    if not isinstance(rule, Rule):
        raise ConfigError(f"{path}: defines no rule named {path.stem}")
    page = path.with_suffix(".md")
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    loaded = replace(rule, category=path.parent.name, path=str(path), page=text)
    for fault in _faults(loaded):
        raise ConfigError(f"{path}: {fault}")
    return loaded


def _faults(rule: Rule) -> Iterator[str]:
    """What keeps a loaded rule from the standard: signature, words in both languages, placeholders, page."""
    parameters = tuple(inspect.signature(rule.check).parameters)
    if len(parameters) != 2 or parameters[1] != "context":
        yield f"a rule takes its subject and `context`, not ({', '.join(parameters)})"
    if _placeholders(rule.message.en) != _placeholders(rule.message.ko):
        yield "the messages in en and ko have different placeholders"
    for text in (rule.summary.en, rule.summary.ko, rule.message.en, rule.message.ko):
        if not text.strip():
            yield "a summary or message is empty"
    yield from page_faults(rule.page)


def _placeholders(text: str) -> frozenset[str]:
    """The names in braces of a message."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def message_of(rule: Rule, hit: Hit) -> Message:
    """The rule's message with a hit's values, and its advice behind it.

    Raises:
        KeyError: a placeholder has no value.
    """
    known = dict(hit.values)
    for name in _placeholders(rule.message.en):
        known[name]
    if hit.advice is None:
        return replace(rule.message, values=hit.values)
    en, ko = f"{rule.message.en}: {hit.advice.en}", f"{rule.message.ko}. {hit.advice.ko}"
    return Message(en, ko, (*hit.values, *hit.advice.values))
