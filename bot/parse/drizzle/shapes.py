"""Chains of Drizzle calls → what they declare: a table, an enum, a schema … with its parts still unevaluated."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Dialect
from bot.parse.drizzle.problems import not_understood
from bot.parse.drizzle.site import Site
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Call, Function, Object, Unresolved, Value

TABLES = {"pgTable": "pg-core", "mysqlTable": "mysql-core", "sqliteTable": "sqlite-core"}
CREATORS = ("pgTableCreator", "mysqlTableCreator", "sqliteTableCreator")
SCHEMAS = ("pgSchema", "mysqlSchema", "mysqlDatabase")
CORES = {Dialect.POSTGRESQL: "pg-core", Dialect.MYSQL: "mysql-core", Dialect.MARIADB: "mysql-core", Dialect.SQLITE: "sqlite-core"}
CASINGS = {"snakeCase": "snake_case", "camelCase": "camelCase"}
NAMED = {
    "pgRole": "Role",
    "pgSequence": "Sequence",
    "pgPolicy": "Policy",
    "pgView": "View",
    "pgMaterializedView": "MaterializedView",
    "mysqlView": "View",
    "sqliteView": "View",
}
IN_SCHEMAS = {"sequence": "Sequence", "view": "View", "materializedView": "MaterializedView"}


@dataclass(frozen=True, slots=True)
class TableCall:
    """A table as it was called: its parts are values that may still be unresolved."""

    name: Value
    columns: Value
    extra: Value
    schema: Value
    casing: str | None
    modifiers: tuple[Call, ...]
    module: str
    row_security: bool


@dataclass(frozen=True, slots=True)
class EnumCall:
    """An enum type as it was called, with the calls that follow: one more makes it a column."""

    name: Value
    values: Value
    schema: Value
    rest: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class NamedCall:
    """A schema, role, sequence, policy or view as it was called; `kind` is Schema, Role, Sequence, Policy, View or MaterializedView."""

    kind: str
    name: Value
    schema: Value
    arguments: list[Value]
    rest: tuple[Call, ...]


def table_call(built: Built) -> TableCall | None:
    """The table that a chain declares, None where it declares none."""
    if not isinstance(built.head, Builtin):
        return None
    casing, name = _casing(built.name)
    base, _, flag = name.partition(".")
    module, calls = built.head.module, built.calls
    if base in TABLES or (casing and base == "table"):
        return _table(calls[0], calls[1:], UNDEFINED, casing, module, row_security=flag == "withRLS")
    if base in CREATORS and len(calls) > 1:
        call, naming = calls[1], argument(calls[0], 0)
        renamed = Call(call.name, [_named(naming, argument(call, 0), call), *call.arguments[1:]], call.place)
        return _table(renamed, calls[2:], UNDEFINED, casing, module, row_security=False)
    if (base in SCHEMAS or (casing and base == "schema")) and len(calls) > 1 and calls[1].name in ("table", "table.withRLS"):
        return _table(calls[1], calls[2:], argument(calls[0], 0), casing, module, row_security=calls[1].name == "table.withRLS")
    return None


def _table(call: Call, rest: tuple[Call, ...], schema: Value, casing: str | None, module: str, *, row_security: bool) -> TableCall:
    name, columns, extra = (argument(call, place) for place in range(3))
    return TableCall(name, columns, extra, schema, casing, rest, module, row_security)


def _named(naming: Value, name: Value, call: Call) -> Value:
    if not isinstance(naming, Function):
        return Unresolved("", not_understood(call.span, "TableCreator"))
    return Site(naming.body, naming.scope).apply(naming, [name])


def _casing(name: str) -> tuple[str | None, str]:
    first, _, rest = name.partition(".")
    return (CASINGS[first], rest) if first in CASINGS and rest else (None, name)


def is_foreign(built: Built, dialect: Dialect) -> bool:
    """Whether another dialect's builders made a declaration: drizzle-kit leaves such a one out, and a schema may hold several dialects."""
    if built.name == "relations" and isinstance(table := argument(built.calls[0], 0), Built):
        return is_foreign(table, dialect)
    module = built.head.module if isinstance(built.head, Builtin) else ""
    core = module.removeprefix("drizzle-orm/").partition("/")[0]
    return core.endswith("-core") and core != CORES[dialect]


def enum_call(built: Built) -> EnumCall | None:
    """The enum type that a chain declares or starts with."""
    calls = built.calls
    if built.name == "pgEnum":
        return EnumCall(argument(calls[0], 0), argument(calls[0], 1), UNDEFINED, calls[1:])
    if built.name in SCHEMAS and len(calls) > 1 and calls[1].name == "enum":
        return EnumCall(argument(calls[1], 0), argument(calls[1], 1), argument(calls[0], 0), calls[2:])
    return None


def named_call(built: Built) -> NamedCall | None:
    """The schema, role, sequence, policy or view that a chain declares."""
    name, calls = _casing(built.name)[1], built.calls
    if name in NAMED:
        return NamedCall(NAMED[name], argument(calls[0], 0), UNDEFINED, calls[0].arguments, calls[1:])
    if name not in SCHEMAS and name != "schema":
        return None
    if len(calls) == 1:
        return NamedCall("Schema", argument(calls[0], 0), UNDEFINED, calls[0].arguments, ())
    if calls[1].name in IN_SCHEMAS:
        return NamedCall(IN_SCHEMAS[calls[1].name], argument(calls[1], 0), argument(calls[0], 0), calls[1].arguments, calls[2:])
    return None


def argument(call: Call, place: int) -> Value:
    """One argument of a call, undefined where it has fewer."""
    return call.arguments[place] if place < len(call.arguments) else UNDEFINED


def option(value: Value, name: str) -> Value:
    """One property of an options object, undefined where it is none."""
    return value.get(name) if isinstance(value, Object) else UNDEFINED
