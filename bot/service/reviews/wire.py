"""A review on its way from the analysis to the worker: JSON that runs nothing, and that is checked against the model when it is read.

Each line is one value, `["Span", "schema.ts", 3, 4, 1]`: the name of its class and its fields in their order. A field that holds another
value has the number of that one's line, which comes before: what is shared stays shared, and there are no circles. The last line answers.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from bot.action.settings import Chosen
from bot.config import Config
from bot.errors import BotError, ConfigError, LimitError, SourceError
from bot.model import Review
from bot.settings import written

ERRORS = {kind.__name__: kind for kind in (BotError, ConfigError, SourceError, LimitError)}
LONGEST_WORDS = 2000
MOST_NESTED = 100_000  # brackets in a line; an empty list takes two bytes there and thirty times as much in memory
ENCODE = json.JSONEncoder(separators=(",", ":")).encode  # `dumps` would make an encoder for every line
SCALARS = (NoneType, str, int, bool)

Hint: TypeAlias = Any  # what `typing` makes of an annotation
Plain: TypeAlias = Any  # what JSON has
Read: TypeAlias = Any  # what the model has
Values: TypeAlias = list[Read]  # those of the lines before
Form: TypeAlias = Callable[[Plain, Values], Read]
Forms: TypeAlias = dict[type, Form]  # how to read a field, by what JSON has there


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an analysis found."""

    chosen: Chosen
    review: Review


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no review: the name of one of `ERRORS`, and what it says."""

    kind: str
    words: str


def pack(answer: Analysis | BotError) -> bytes:
    """The answer as lines."""
    if isinstance(answer, BotError):
        kind = next(each.__name__ for each in type(answer).__mro__ if each.__name__ in ERRORS)
        return _Writer().lines_of(Failure(kind, str(answer)))
    return _Writer().lines_of(answer)


def unpack(data: bytes) -> Analysis:
    """The answer of such lines, whoever wrote them.

    Raises:
        BotError: the one that the lines tell of, or they are no answer.
    """
    answer = _last(data)
    if isinstance(answer, Failure):
        raise ERRORS.get(answer.kind, BotError)(answer.words[:LONGEST_WORDS])
    if not isinstance(answer, Analysis):
        raise BotError("the analysis gave no answer: its last line is none")
    return answer


def _last(data: bytes) -> object:
    values: Values = []
    try:
        for line in data.splitlines():
            name, *given = _row(line)
            kind, forms = _classes()[name]
            values.append(kind(*(form[type(value)](value, values) for form, value in zip(forms, given, strict=True))))
    # All that a wrong line can lead to; a ValidationError of pydantic is a ValueError.
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as wrong:
        raise BotError(f"the analysis gave no answer: line {len(values) + 1} is wrong ({type(wrong).__name__})") from wrong
    return values[-1] if values else None


def _row(line: bytes) -> list[Plain]:
    if line.count(b"[") + line.count(b"{") > MOST_NESTED:
        raise ValueError("too many brackets")
    row: list[Plain] = json.loads(line)
    return row


class _Writer:
    """Lines that grow; a value that was written is known by its identity, since equal ones may differ in what is not compared."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.known: dict[int, int] = {}

    def lines_of(self, answer: Analysis | Failure) -> bytes:
        self._number(answer)
        return "\n".join(self.lines).encode()

    def _number(self, value: object) -> int:
        number = self.known.get(id(value))
        if number is None:
            names = _classes_by_type()[type(value)]
            row = [type(value).__name__, *[self._plain(getattr(value, name)) for name in names]]
            self.lines.append(ENCODE(row))
            number = self.known[id(value)] = len(self.lines) - 1
        return number

    def _plain(self, value: object) -> object:
        if type(value) in SCALARS:
            return value
        match value:
            case Enum():
                return value.value
            case Config():
                return written(value)
            case frozenset():
                return sorted(map(self._plain, value), key=str)
            case _ if is_dataclass(value):
                return self._number(value)
            case _:
                return [self._plain(each) for each in value]  # type: ignore[attr-defined]  # a tuple, or Sorted


@cache
def _classes() -> dict[str, tuple[type, tuple[Forms, ...]]]:
    """Every class that an answer may be made of, by its name, with how its fields are read."""
    found = _reached({Analysis, Failure})
    if len({kind.__name__ for kind in found}) < len(found):
        raise TypeError("two classes of one name")
    return {kind.__name__: (kind, tuple(_forms(hint) for hint in _hints(kind))) for kind in found}


@cache
def _classes_by_type() -> dict[type, tuple[str, ...]]:
    return {kind: tuple(field.name for field in fields(kind)) for kind, _ in _classes().values()}


def _hints(kind: type) -> Iterator[Hint]:
    hints = get_type_hints(kind)
    return (hints[field.name] for field in fields(kind))


def _reached(roots: set[type]) -> set[type]:
    """The roots and all dataclasses that their fields lead to."""
    found, left = set(roots), list(roots)
    while left:
        for kind in {each for hint in _hints(left.pop()) for each in _named(hint)} - found:
            found.add(kind)
            left.append(kind)
    return found


def _named(hint: Hint) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _named(part)


def _forms(hint: Hint) -> Forms:
    """How to read what a hint allows; in a union JSON itself tells which it is, and references allow several classes.

    Raises:
        TypeError: JSON would not tell.
    """
    parts: tuple[Hint, ...] = get_args(hint) if _origin(hint) in (Union, UnionType) else (hint,)
    classes: frozenset[type] = frozenset(filter(is_dataclass, parts))
    forms: Forms = {int: partial(_reference, classes)} if classes else {}
    for part in parts:
        if part in classes:
            continue
        kind, form = _form(part)
        if kind in forms:
            raise TypeError(f"{hint}: two kinds of {kind.__name__}")
        forms[kind] = form
    return forms


def _form(hint: Hint) -> tuple[type, Form]:
    origin, arguments = _origin(hint), get_args(hint)
    if hint in SCALARS:
        return hint, _itself
    if isinstance(hint, type) and issubclass(hint, Enum):
        return str, lambda value, _: hint(value)
    if hint is Config:
        return dict, lambda value, _: Config.model_validate(value)
    if origin is tuple and Ellipsis not in arguments:
        return list, partial(_record, tuple(map(_forms, arguments)))
    return list, partial(_several, frozenset if origin is frozenset else tuple, _forms(arguments[0]))


def _origin(hint: Hint) -> object:
    return get_origin(hint)


def _itself(value: Plain, _: Values) -> Read:
    return value


def _reference(classes: frozenset[type], number: int, values: Values) -> Read:
    # A negative number would be a line, too.
    found = values[number] if number >= 0 else None
    if type(found) not in classes:
        raise TypeError(f"line {number + 1} is a {type(found).__name__}")
    return found


def _record(forms: tuple[Forms, ...], value: list[Plain], values: Values) -> tuple[Read, ...]:
    return tuple(form[type(each)](each, values) for form, each in zip(forms, value, strict=True))


def _several(made: Callable[[Iterator[Read]], Read], forms: Forms, value: list[Plain], values: Values) -> Read:
    return made(forms[type(each)](each, values) for each in value)
