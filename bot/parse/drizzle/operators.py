"""JavaScript's operators on known values."""

from __future__ import annotations

from collections.abc import Callable
from math import fmod, isnan, nan
from operator import add, and_, ge, gt, le, lshift, lt, mul, or_, rshift, sub, xor
from typing import TypeAlias

from bot.parse.drizzle.values import (
    UNDEFINED,
    Built,
    Builtin,
    Class,
    External,
    Function,
    MapOf,
    Moment,
    Object,
    SetOf,
    Undefined,
    Unresolved,
    Value,
    is_true,
)

Otherwise: TypeAlias = Callable[[], Unresolved]

LONGEST = 1 << 18  # characters of a string; constants that double each other would fill the memory

ARITHMETIC: dict[str, Callable[[float, float], Value]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "<": lt,
    ">": gt,
    "<=": le,
    ">=": ge,
}


ORDER: dict[str, Callable[[str, str], bool]] = {"<": lt, ">": gt, "<=": le, ">=": ge}
BITWISE: dict[str, Callable[[int, int], int]] = {"<<": lshift, ">>": rshift, "&": and_, "|": or_, "^": xor}
PLAIN = (str, int, float, bool, Undefined, type(None))
IDENTITIES = (list, Object, Function, Class, SetOf, MapOf, Built)


def text_of(value: Value) -> str | None:
    """What a value becomes inside a string; None where that is not known."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case Undefined():
            return "undefined"
        case int():
            return str(value)
        case float():
            return _float_text(value)
        case list() if not any(isinstance(item, list) for item in value):
            parts = ["" if item is None or item is UNDEFINED else text_of(item) for item in value]
            return None if None in parts else ",".join(part or "" for part in parts)
    return None


def _float_text(value: float) -> str:
    if isnan(value):
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value).replace("e-0", "e-")


def number_of(value: Value) -> int | float | None:
    """What `Number(…)` makes of a value; None where that is not known."""
    match value:
        case bool() | int() | float():
            return int(value) if isinstance(value, bool) else value
        case None:
            return 0
        case Undefined():
            return nan
        case Moment():
            return value.milliseconds
        case str() if "_" not in value and len(value) < 20:
            return _parsed(value.strip())
    return None


def _parsed(text: str) -> int | float | None:
    if not text:
        return 0
    try:
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    except ValueError:
        return None if text[:1] == "0" else nan


def same(left: Value, right: Value) -> bool:
    """Whether two values are one: the same number or text, or the very same object."""
    if left is right:
        return True
    plain = (str, int, float)
    if not isinstance(left, plain) or not isinstance(right, plain):
        return False
    return (type(left) is type(right) or (_is_number(left) and _is_number(right))) and left == right


def joined(parts: list[Value], otherwise: Otherwise) -> Value:
    """The parts as one string."""
    texts = []
    for part in parts:
        text = text_of(part)
        if text is None:
            return part if isinstance(part, Unresolved) else otherwise()
        texts.append(text)
    return "".join(texts) if sum(map(len, texts)) <= LONGEST else otherwise()


def binary(operator: str, left: Value, right: Callable[[], Value], otherwise: Otherwise) -> Value:
    """The result of an operator with two sides, the right one evaluated when it is needed."""
    match operator:
        case "&&" | "||":
            truth = is_true(left)
            if truth is None:
                return left if isinstance(left, Unresolved) else otherwise()
            return right() if truth == (operator == "&&") else left
        case "??":
            if isinstance(left, External):
                return otherwise()
            return right() if left is None or left is UNDEFINED else left
        case "===" | "==" | "!==" | "!=":
            return _equal(operator, left, right(), otherwise)
        case "+":
            other = right()
            if isinstance(left, str | list) or isinstance(other, str | list):
                return joined([left, other], otherwise)
            return _arithmetic(operator, left, other, otherwise)
        case "in":
            return _has(left, right(), otherwise)
    return _arithmetic(operator, left, right(), otherwise)


def equals(left: Value, right: Value, otherwise: Otherwise) -> Value:
    """Whether two values are strictly equal."""
    for side in (left, right):
        if isinstance(side, Unresolved):
            return side
    known = PLAIN + IDENTITIES
    if not isinstance(left, known) or not isinstance(right, known):
        return otherwise()
    return same(left, right)


def _equal(operator: str, left: Value, right: Value, otherwise: Otherwise) -> Value:
    nothing = (Undefined, type(None))
    if len(operator) == 2 and isinstance(left, nothing) and isinstance(right, nothing):
        return operator == "=="
    if len(operator) == 2 and isinstance(left, PLAIN) and isinstance(right, PLAIN) and type(left) is not type(right):
        loose = isinstance(left, nothing) or isinstance(right, nothing)
        return operator == "!=" if loose else otherwise()
    found = equals(left, right, otherwise)
    return found != operator.startswith("!") if isinstance(found, bool) else found


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _has(key: Value, value: Value, otherwise: Otherwise) -> Value:
    name = text_of(key)
    if not isinstance(value, Object) or name is None:
        return next((side for side in (key, value) if isinstance(side, Unresolved)), None) or otherwise()
    return value.gaps[0] if value.gaps and name not in value.entries else name in value.entries


def _arithmetic(operator: str, left: Value, right: Value, otherwise: Otherwise) -> Value:
    for side in (left, right):
        if isinstance(side, Unresolved):
            return side
    if operator in ORDER and isinstance(left, str) and isinstance(right, str):
        return ORDER[operator](left, right)
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return otherwise()
    compute = ARITHMETIC.get(operator)
    if compute is not None:
        return compute(left, right)
    if operator in BITWISE:
        return _bits(operator, left, right, otherwise)
    return otherwise() if right == 0 and operator != "**" else _division(operator, left, right, otherwise)


def _bits(operator: str, left: float, right: float, otherwise: Otherwise) -> Value:
    if abs(left) >= 1 << 31 or abs(right) >= 1 << 31:
        return otherwise()
    made = BITWISE[operator](int(left), int(right) & 31 if operator in ("<<", ">>") else int(right))
    return (made + (1 << 31)) % (1 << 32) - (1 << 31)


def _division(operator: str, left: float, right: float, otherwise: Otherwise) -> Value:
    match operator:
        case "/":
            quotient = left / right
            return int(quotient) if quotient.is_integer() else quotient
        case "%":
            rest = fmod(left, right)
            return int(rest) if isinstance(left, int) and isinstance(right, int) else rest
        case "**" if isinstance(left, int) and isinstance(right, int) and 0 <= right <= 64 and abs(left) <= 1 << 16:
            return int(left**right)
    return otherwise()


def unary(operator: str, value: Value, otherwise: Otherwise) -> Value:
    """The result of an operator with one side."""
    if isinstance(value, Unresolved):
        return value
    match operator, value:
        case "!", _:
            truth = is_true(value)
            return otherwise() if truth is None else not truth
        case "-", int() | float():
            return -value
        case "~", int() | float() if abs(value) < 1 << 31:
            return ~int(value)
        case "+", _ if (number := number_of(value)) is not None:
            return number
        case "void", _:
            return UNDEFINED
        case "typeof", _:
            return _kind(value) or otherwise()
    return otherwise()


def _kind(value: Value) -> str | None:
    """What `typeof` gives; None where it is not known."""
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case int() | float():
            return "number"
        case Undefined():
            return "undefined"
        case Function() | Class() | Builtin():
            return "function"
        case Built():
            return "function" if value.name.endswith("Enum") and len(value.calls) == 1 else "object"
        case External():
            return None
    return "object"
