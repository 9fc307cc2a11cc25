"""Calls: Drizzle's are recorded, the language's computed, the repository's own followed."""

from __future__ import annotations

from bot.parse.drizzle.arrays import listed
from bot.parse.drizzle.classes import instance_of
from bot.parse.drizzle.dates import moment
from bot.parse.drizzle.facts import FUNCTIONS, table_fact
from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.library import ERRORS, call_global
from bot.parse.drizzle.methods import call_method, new_map, new_set
from bot.parse.drizzle.site import Site
from bot.parse.drizzle.values import (
    UNDEFINED,
    Built,
    Builtin,
    Call,
    Class,
    Entry,
    External,
    Function,
    Member,
    Object,
    Sql,
    Unresolved,
    Value,
)

KEPT = (Object, list, Sql)


def call(value: Value, arguments: list[Value], site: Site) -> Value:
    """The result of calling a value with those arguments from there."""
    match value:
        case Builtin():
            return _called(value, arguments, site)
        case Function():
            return invoke(value, arguments, site.otherwise)
        case Member(of=Sql(), name="append"):
            return call_method(value.of, "append", arguments, site)
        case Member(of=Built() | Member() | Sql()) | Built():
            return _recorded(value, arguments, site)
        case Member(of=owner, name=name):
            return call_method(owner, name, arguments, site)
    return site.otherwise()


def _called(value: Builtin, arguments: list[Value], site: Site) -> Value:
    """The result of a function of the language or of Drizzle."""
    if not value.module:
        return call_global(value.name, arguments, site)
    if value.name == "defineConfig":
        return arguments[0] if arguments else UNDEFINED
    if value.name in FUNCTIONS:
        return table_fact(value.name, arguments, site)
    return Built(value, (Call("", kept(arguments), site.place),), site.place)


def _recorded(value: Built | Member, arguments: list[Value], site: Site) -> Value:
    arguments = kept(arguments)
    match value:
        case Member(of=Built() as chain, name=name):
            return Built(chain.head, (*chain.calls, Call(name, arguments, value.place)), site.place)
        case Built():
            return Built(value.head, (*value.calls, Call("", arguments, site.place)), site.place)
        case Member(of=Member(of=Built() as chain, name="table"), name="withRLS"):
            return Built(chain.head, (*chain.calls, Call("table.withRLS", arguments, value.place)), site.place)
        case Member(of=(Member() | Sql()) as head, name=name):
            return Built(head, (Call(name, arguments, value.place),), site.place)
    return site.otherwise()


def kept(arguments: list[Value]) -> list[Value]:
    """The arguments as they are now: what the program changes later does not change what it has built."""
    return [_copied(item) if isinstance(item, KEPT) else item for item in arguments]


def _copied(value: Object | list[Value] | Sql) -> Value:
    match value:
        case Object():
            return Object(dict(value.entries), list(value.gaps))
        case Sql():
            return Sql(list(value.parts), value.span)
    return list(value)


def construct(value: Value, arguments: list[Value], site: Site) -> Value:
    """The result of `new` with a value and those arguments."""
    match value:
        case Unresolved():
            return value
        case Class():
            return instance_of(value, arguments, site)
        case Builtin(module="", name=name):
            unknown = next((item for item in arguments if isinstance(item, Unresolved)), None)
            made = unknown if unknown is not None and name not in ERRORS else _language_object(name, arguments, site)
            return site.otherwise() if made is None else made
        case External():
            return External(f"new {value.name}()", site.otherwise().text, site.span, lambda: arguments)
    return site.otherwise()


def _language_object(name: str, arguments: list[Value], site: Site) -> Value:
    """What `new` makes of one of the language's own classes; None where that is not known."""
    items = listed(arguments[0]) if arguments else []
    match name:
        case "Set":
            return None if items is None else new_set(items)
        case "Map":
            return None if items is None else new_map(items)
        case "Date":
            return moment(arguments)
        case "Array":
            return call_global("Array", arguments, site)
        case _ if name in ERRORS:
            return Object({"message": Entry(arguments[0] if arguments else "", site.span), "name": Entry(name, site.span)})
    return None
