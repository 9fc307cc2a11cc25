"""Calls of the repository's own functions: their parameters are bound, and their statements followed as far as everything is known."""

from __future__ import annotations

from collections.abc import Callable

from bot.parse.drizzle.patterns import bind
from bot.parse.drizzle.scope import Scope
from bot.parse.drizzle.statements import Flow, follow_block
from bot.parse.drizzle.syntax import named
from bot.parse.drizzle.values import UNDEFINED, Function, Unresolved, Value


def invoke(function: Function, arguments: list[Value], otherwise: Callable[[], Unresolved]) -> Value:
    """What the function returns for those arguments; Unresolved where a statement in it cannot be followed."""
    scope = Scope(function.scope.module, function.scope)
    if function.uses_this:
        scope.define("this", scope.module.source.span(function.body), function.owner)
    _bind_parameters(function, arguments, scope)
    if function.body.type != "statement_block":
        return scope.evaluate(function.body)
    program = scope.module.program
    if not program.enter():
        return otherwise()
    try:
        outcome = follow_block(function.body, scope)
    finally:
        program.leave()
    return UNDEFINED if isinstance(outcome, Flow) else outcome[0]


def _bind_parameters(function: Function, arguments: list[Value], scope: Scope) -> None:
    if function.parameters is None:
        return
    if function.parameters.type != "formal_parameters":
        bind(function.parameters, arguments[0] if arguments else UNDEFINED, scope)
        return
    for index, parameter in enumerate(child for child in named(function.parameters) if child.type.endswith("_parameter")):
        pattern, default = parameter.child_by_field_name("pattern"), parameter.child_by_field_name("value")
        if pattern is None:
            continue
        if pattern.type == "rest_pattern":
            bind(named(pattern)[0], arguments[index:], scope)
            continue
        value = arguments[index] if index < len(arguments) else UNDEFINED
        bind(pattern, scope.evaluate(default) if value is UNDEFINED and default is not None else value, scope)
