"""`sql` templates and the operators of drizzle-orm → SQL text, as drizzle-kit writes it into migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.emit import quote
from bot.model import Dialect
from bot.parse.drizzle.library import to_json
from bot.parse.drizzle.operators import text_of
from bot.parse.drizzle.shapes import argument
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Call, Function, Member, Object, Raw, Sql, Value

INFIX = {"eq": "=", "ne": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "like": "like", "ilike": "ilike"}
INFIX |= {"notLike": "not like", "notIlike": "not ilike", "inArray": "in", "notInArray": "not in"}
INFIX |= {"arrayContains": "@>", "arrayContained": "<@", "arrayOverlaps": "&&"}
PREFIX = {"exists": "exists", "notExists": "not exists"}
BETWEEN = {"between": "between", "notBetween": "not between"}
EMPTY = {"inArray": ("false", "1 = 0"), "notInArray": ("true", "1 = 1")}  # of no values, before 1.0 and since
SUFFIX = {"isNull": "is null", "isNotNull": "is not null", "asc": "asc", "desc": "desc"}
JOINERS = {"and": " and ", "or": " or "}
SUPABASE = {"authUid": "(select auth.uid())", "realtimeTopic": "realtime.topic()"}

Locate: TypeAlias = Callable[[Value], "tuple[str, ...] | None"]


class NotText(Exception):  # noqa: N818 # not an error: how a deep part says that the whole is not known
    """A part of an SQL expression is not known; carries the part."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


@dataclass(slots=True)
class Writer:
    """Writes one SQL expression. `locate` gives the quoted names behind a column or table reference, outermost first.

    `inline` writes interpolated values as literals; otherwise they are numbered placeholders, as drizzle-kit leaves them.
    """

    dialect: Dialect
    locate: Locate
    inline: bool = False
    short: bool = False
    kit: int = 0
    count: int = field(default=0)

    def write(self, value: Value) -> str:
        """The SQL text of a value inside an expression.

        Raises:
            NotText: a part of it is not known.
        """
        match value:
            case Raw():
                return value.text
            case Sql():
                return "".join(self.write(part) for part in value.parts)
            case Built() as built:
                return self._built(built)
            case Builtin(name=name) if name in SUPABASE:
                return SUPABASE[name]
            case Member() | Builtin():
                return self._reference(value)
            case list():
                return f"({', '.join(self.write(item) for item in value)})"
            case str() | int() | float() | bool() | None:
                return self._parameter(value)
            case Object() | Function() if self.inline and (text := to_json(value)) is not None:
                return self._parameter(text)
        raise NotText(value)

    def _reference(self, value: Value) -> str:
        names = self.locate(value)
        if names is None:
            raise NotText(value)
        return ".".join(quote(name, self.dialect) for name in (names[-1:] if self.short else names))

    def _parameter(self, value: str | float | None) -> str:
        if self.inline:
            return literal(value)
        self.count += 1
        return f"${self.count}" if self.dialect is Dialect.POSTGRESQL else "?"

    def _built(self, built: Built) -> str:
        head, name = built.head, built.name
        if isinstance(head, Sql):  # .as(), .mapWith(), .inlineParams() leave the text alone
            inlined = any(call.name == "inlineParams" for call in built.calls)
            return (
                Writer(self.dialect, self.locate, self.inline or inlined, self.short, self.kit).write(head) if inlined else self.write(head)
            )
        if isinstance(head, Member):
            raise NotText(built)
        call = built.calls[0]
        if name.startswith("sql."):
            return self._sql_function(name, argument(call, 0), argument(call, 1), built)
        if name in JOINERS:
            return self._joined([item for item in call.arguments if item is not UNDEFINED], JOINERS[name])
        return self._operator(name, call) or self._reference(built)

    def _operator(self, name: str, call: Call) -> str:
        """An operator of drizzle-orm, empty where the name is none."""
        first, second = argument(call, 0), argument(call, 1)
        if name in EMPTY and second == []:
            return EMPTY[name][self.kit > 0]
        if name in INFIX:
            return f"{self.write(first)} {INFIX[name]} {self.write(second)}"
        if name in SUFFIX:
            text = f"{self.write(first)} {SUFFIX[name]}"
            return f"({text})" if self.kit > 0 and name.startswith("is") else text
        if name in PREFIX:
            return f"{PREFIX[name]} {self.write(first)}"
        if name in BETWEEN:
            return f"{self.write(first)} {BETWEEN[name]} {self.write(second)} and {self.write(argument(call, 2))}"
        if name == "not":
            return f"not ({self.write(first)})" if self.kit > 0 and isinstance(first, Sql | Built) else f"not {self.write(first)}"
        if name == "authUid" and call.arguments:  # of drizzle-orm/neon; the one of supabase is no function
            return f"(select auth.user_id() = {self.write(first)})"
        return ""

    def _joined(self, items: list[Value], joiner: str) -> str:
        texts = [self.write(item) for item in items]
        if len(texts) == 1:
            return texts[0]
        return f"(({f'){joiner}('.join(texts)}))" if self.kit > 0 else f"({joiner.join(texts)})"

    def _sql_function(self, name: str, first: Value, second: Value, built: Built) -> str:
        match name, first:
            case "sql.raw", _ if (text := text_of(first)) is not None:
                return text
            case "sql.identifier", str():
                return quote(first, self.dialect)
            case "sql.join", list():
                separator = "" if second is UNDEFINED else self.write(second)
                return separator.join(self.write(item) for item in first)
            case "sql.param" | "sql.placeholder", _:
                return self.write(first)
        raise NotText(built)


def literal(value: str | float | None) -> str:
    """A value as an SQL literal."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return text_of(value) or "null"


def unknown_parts(value: Value) -> Iterator[Value]:
    """The values interpolated into an expression, for saying which of them is not known."""
    if isinstance(value, Sql):
        for part in value.parts:
            yield from unknown_parts(part)
    else:
        yield value
