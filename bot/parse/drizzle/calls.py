"""Calls: Drizzle's are recorded, the language's computed, the repository's own followed."""

from __future__ import annotations

from tree_sitter import Node

from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.library import call_builtin, call_method
from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Call, Function, Member, Sql, Unresolved, Value


def call(value: Value, arguments: list[Value], node: Node, scope: Scope) -> Value:
    """The result of calling a value with those arguments; `node` is the call."""

    def otherwise() -> Unresolved:
        return unresolved(node, scope)

    def apply(function: Value, items: list[Value]) -> Value:
        return call(function, items, node, scope)

    match value:
        case Function():
            return invoke(value, arguments, otherwise)
        case Builtin(module="", name=name):
            return call_builtin(name, arguments, apply, otherwise)
        case Builtin(name="defineConfig"):
            return arguments[0] if arguments else UNDEFINED
        case Builtin() | Built() | Member(of=Built() | Member() | Sql()):
            return _recorded(value, arguments, node, scope)
        case Member(of=owner, name=name):
            return call_method(owner, name, arguments, apply, otherwise)
    return otherwise()


def _recorded(value: Builtin | Built | Member, arguments: list[Value], node: Node, scope: Scope) -> Value:
    span = scope.module.source.span(node)
    match value:
        case Built():
            return Built(value.head, (*value.calls, Call("", arguments, span)), span)
        case Member(of=Built() as chain, name=name):
            return Built(chain.head, (*chain.calls, Call(name, arguments, value.span)), span)
        case Member(of=(Member() | Sql()) as head, name=name):
            return Built(head, (Call(name, arguments, value.span),), span)
        case Builtin():
            return Built(value, (Call("", arguments, span),), span)
    return unresolved(node, scope)
