"""Calls of the repository's own functions, followed statement by statement as far as everything is known."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from tree_sitter import Node

from bot.parse.drizzle.operators import binary
from bot.parse.drizzle.patterns import bind
from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.syntax import named
from bot.parse.drizzle.values import UNDEFINED, Entry, Function, Object, Unresolved, Value, is_true


class Flow(Enum):
    """How a statement ended without returning."""

    ON = "on"
    BREAK = "break"
    CONTINUE = "continue"


Outcome: TypeAlias = "Flow | Returned"
Returned: TypeAlias = "tuple[Value]"

ON = Flow.ON


def invoke(function: Function, arguments: list[Value], otherwise: Callable[[], Unresolved]) -> Value:
    """What the function returns for those arguments; Unresolved where a statement in it cannot be followed."""
    scope = Scope(function.scope.module, function.scope)
    _bind_parameters(function, arguments, scope)
    if function.body.type != "statement_block":
        return scope.evaluate(function.body)
    program = scope.module.program
    if not program.enter():
        return otherwise()
    try:
        outcome = _block(function.body, scope)
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


def _block(block: Node, scope: Scope) -> Outcome:
    for statement in named(block):
        outcome = _statement(statement, scope)
        if outcome is not ON:
            return outcome
    return ON


def _statement(node: Node, scope: Scope) -> Outcome:
    follow = STATEMENTS.get(node.type)
    return follow(node, scope) if follow else (unresolved(node, scope),)


def _return(node: Node, scope: Scope) -> Outcome:
    value = named(node)
    return (scope.evaluate(value[0]) if value else UNDEFINED,)


def _inner_block(node: Node, scope: Scope) -> Outcome:
    return _block(node, Scope(scope.module, scope))


def _declaration(node: Node, scope: Scope) -> Outcome:
    for declarator in named(node):
        pattern, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
        if pattern is not None:
            bind(pattern, scope.evaluate(value) if value else UNDEFINED, scope)
    return ON


def _function(node: Node, scope: Scope) -> Outcome:
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is not None and body is not None:
        function = Function(node.child_by_field_name("parameters"), body, scope)
        scope.define(scope.module.source.words(name), scope.module.source.span(node), function)
    return ON


def _if(node: Node, scope: Scope) -> Outcome:
    condition, yes, no = (node.child_by_field_name(field) for field in ("condition", "consequence", "alternative"))
    value = scope.evaluate(condition) if condition else UNDEFINED
    truth = is_true(value)
    if truth is None:
        return (value if isinstance(value, Unresolved) else unresolved(node, scope),)
    if truth:
        return _statement(yes, Scope(scope.module, scope)) if yes else ON
    branch = named(no) if no else []
    return _statement(branch[0], Scope(scope.module, scope)) if branch else ON


def _for_of(node: Node, scope: Scope) -> Outcome:
    left, right, body = (node.child_by_field_name(field) for field in ("left", "right", "body"))
    operator = node.child_by_field_name("operator")
    if left is None or right is None or body is None or operator is None:
        return (unresolved(node, scope),)
    items = scope.evaluate(right)
    if operator.type == "in" and isinstance(items, Object):
        items = list(items.entries)
    if not isinstance(items, list):
        return (items if isinstance(items, Unresolved) else unresolved(node, scope),)
    for item in items:
        inner = Scope(scope.module, scope)
        bind(left, item, inner)
        outcome = _statement(body, inner)
        if outcome is Flow.BREAK:
            break
        if isinstance(outcome, tuple):
            return outcome
    return ON


def _expression(statement: Node, scope: Scope) -> Outcome:
    node = named(statement)[0]
    match node.type:
        case "assignment_expression" | "augmented_assignment_expression":
            return _assign(node, scope)
        case "call_expression" if _is_method(node, "push", scope):
            return _push(node, scope)
    value = scope.evaluate(node)
    return (value,) if isinstance(value, Unresolved) else ON


def _is_method(node: Node, name: str, scope: Scope) -> bool:
    function = node.child_by_field_name("function")
    key = function.child_by_field_name("property") if function else None
    return key is not None and scope.module.source.words(key) == name


def _push(node: Node, scope: Scope) -> Outcome:
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    owner_node = function.child_by_field_name("object") if function else None
    owner = scope.evaluate(owner_node) if owner_node else UNDEFINED
    if not isinstance(owner, list) or arguments is None:
        return (unresolved(node, scope),)
    owner.extend(scope.evaluate(child) for child in named(arguments))
    return ON


def _assign(node: Node, scope: Scope) -> Outcome:
    left, right, operator = (node.child_by_field_name(field) for field in ("left", "right", "operator"))
    if left is None or right is None:
        return (unresolved(node, scope),)
    value = scope.evaluate(right)
    if operator is not None:
        value = binary(
            operator.type.removesuffix("="), scope.evaluate(left), lambda: scope.evaluate(right), lambda: unresolved(node, scope)
        )
    if left.type == "identifier":
        binding = scope.find(scope.module.source.words(left))
        if binding is None:
            return (unresolved(node, scope),)
        binding.assign(value)
        return ON
    return _assign_property(node, left, value, scope)


def _assign_property(node: Node, left: Node, value: Value, scope: Scope) -> Outcome:
    owner_node = left.child_by_field_name("object")
    owner = scope.evaluate(owner_node) if owner_node else UNDEFINED
    property_node, index = left.child_by_field_name("property"), left.child_by_field_name("index")
    key = scope.module.source.words(property_node) if property_node else scope.evaluate(index) if index else UNDEFINED
    if not isinstance(owner, Object) or not isinstance(key, str):
        return (unresolved(node, scope),)
    owner.entries[key] = Entry(value, scope.module.source.span(node))
    return ON


STATEMENTS: dict[str, Callable[[Node, Scope], Outcome]] = {
    "return_statement": _return,
    "lexical_declaration": _declaration,
    "variable_declaration": _declaration,
    "if_statement": _if,
    "for_in_statement": _for_of,
    "expression_statement": _expression,
    "statement_block": _inner_block,
    "break_statement": lambda _node, _scope: Flow.BREAK,
    "continue_statement": lambda _node, _scope: Flow.CONTINUE,
    "function_declaration": _function,
    **dict.fromkeys(("type_alias_declaration", "interface_declaration", "empty_statement"), lambda _node, _scope: ON),
}
