"""JavaScript's operators on known values."""

from __future__ import annotations

from collections.abc import Callable
from operator import add, ge, gt, le, lt, mul, sub
from typing import TypeAlias

from bot.parse.drizzle.values import UNDEFINED, External, Undefined, Unresolved, Value, is_true

Otherwise: TypeAlias = Callable[[], Unresolved]
Apply: TypeAlias = Callable[[Value, list[Value]], Value]


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
            return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
        case list() if not any(isinstance(item, list) for item in value):
            parts = [text_of(item) for item in value]
            return None if None in parts else ",".join(part or "" for part in parts)
    return None


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
            return _equal(left, right(), otherwise, negated=operator.startswith("!"))
        case "+":
            other = right()
            if isinstance(left, str) or isinstance(other, str):
                return joined([left, other], otherwise)
            return _arithmetic(operator, left, other, otherwise)
    return _arithmetic(operator, left, right(), otherwise)


def _equal(left: Value, right: Value, otherwise: Otherwise, *, negated: bool) -> Value:
    plain = (str, int, float, bool, Undefined, type(None))
    if not isinstance(left, plain) or not isinstance(right, plain):
        return otherwise()
    same = type(left) is type(right) or (_is_number(left) and _is_number(right))
    return (same and left == right) != negated


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _arithmetic(operator: str, left: Value, right: Value, otherwise: Otherwise) -> Value:
    for side in (left, right):
        if isinstance(side, Unresolved):
            return side
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return otherwise()
    compute = ARITHMETIC.get(operator)
    if compute is not None:
        return compute(left, right)
    return otherwise() if right == 0 else _division(operator, left, right, otherwise)


def _division(operator: str, left: float, right: float, otherwise: Otherwise) -> Value:
    match operator:
        case "/":
            quotient = left / right
            return int(quotient) if quotient.is_integer() else quotient
        case "%" if left >= 0 and right > 0:
            return left % right
        case "**" if isinstance(left, int) and isinstance(right, int) and 0 < right <= 64 and abs(left) <= 1 << 16:
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
        case "+", int() | float():
            return value
        case "void", _:
            return UNDEFINED
    return otherwise()
