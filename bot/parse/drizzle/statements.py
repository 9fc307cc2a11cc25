"""Statements, followed one by one as far as everything is known; nothing outside known values is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import TypeAlias

from tree_sitter import Node

from bot.parse.drizzle.arrays import listed
from bot.parse.drizzle.classes import class_of
from bot.parse.drizzle.operators import equals
from bot.parse.drizzle.patterns import bind, enum_object
from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.site import Site, lose
from bot.parse.drizzle.syntax import named
from bot.parse.drizzle.values import CONTAINERS, UNDEFINED, External, Function, Object, Unresolved, Value, is_true

ROUNDS = 10_000  # of one loop


class Flow(Enum):
    """How a statement ended without returning."""

    ON = "on"
    BREAK = "break"
    CONTINUE = "continue"


Outcome: TypeAlias = "Flow | Returned"
Returned: TypeAlias = "tuple[Value]"  # also of an exception, and of what cannot be followed

ON = Flow.ON


def follow(node: Node, scope: Scope) -> Outcome:
    """One statement; what it returns where it ends the function, Unresolved where it cannot be followed."""
    statement = STATEMENTS.get(node.type)
    return statement(node, scope) if statement else (unresolved(node, scope),)


def follow_block(block: Node, scope: Scope) -> Outcome:
    """The statements of a block in their order, functions first."""
    statements = named(block)
    for statement in statements:
        if statement.type == "function_declaration":
            _function(statement, scope)
    return _follow_all(statements, scope)


def _follow_all(statements: list[Node], scope: Scope) -> Outcome:
    for statement in statements:
        outcome = follow(statement, scope)
        if outcome is not ON:
            return outcome
    return ON


def _return(node: Node, scope: Scope) -> Outcome:
    value = named(node)
    return (scope.evaluate(value[0]) if value else UNDEFINED,)


def _throw(node: Node, scope: Scope) -> Outcome:
    return (Site(node, scope).thrown(),)


def _inner_block(node: Node, scope: Scope) -> Outcome:
    return follow_block(node, Scope(scope.module, scope))


def _declaration(node: Node, scope: Scope) -> Outcome:
    for declarator in named(node):
        pattern, given = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
        if pattern is None:
            continue
        value = scope.evaluate(given) if given else UNDEFINED
        if isinstance(value, Unresolved) and value.thrown:
            return (value,)
        bind(pattern, value, scope)
    return ON


def _function(node: Node, scope: Scope) -> Outcome:
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is not None and body is not None:
        function = Function(node.child_by_field_name("parameters"), body, scope)
        scope.define(scope.module.source.words(name), scope.module.source.span(node), function)
    return ON


def _named_value(node: Node, scope: Scope) -> Outcome:
    name = node.child_by_field_name("name")
    if name is not None:
        value = enum_object(node, scope) if node.type == "enum_declaration" else class_of(node, scope)
        scope.define(scope.module.source.words(name), scope.module.source.span(node), value)
    return ON


def _truth(condition: Node | None, node: Node, scope: Scope) -> bool | Returned:
    if condition is None or condition.type == "empty_statement":
        return True
    value = scope.evaluate(condition)
    truth = is_true(value)
    return (value if isinstance(value, Unresolved) else unresolved(node, scope),) if truth is None else truth


def _if(node: Node, scope: Scope) -> Outcome:
    condition, yes, no = (node.child_by_field_name(field) for field in ("condition", "consequence", "alternative"))
    truth = _truth(condition, node, scope)
    if isinstance(truth, tuple):
        return truth
    branch = yes if truth else next(iter(named(no)), None) if no else None
    return follow(branch, Scope(scope.module, scope)) if branch else ON


def _switch(node: Node, scope: Scope) -> Outcome:
    subject, body = node.child_by_field_name("value"), node.child_by_field_name("body")
    cases = named(body) if body else []
    chosen = _chosen(scope.evaluate(subject) if subject else UNDEFINED, cases, node, scope)
    if isinstance(chosen, Unresolved):
        return (chosen,)
    inner = Scope(scope.module, scope)
    for case in cases[chosen:]:
        outcome = _follow_all(case.children_by_field_name("body"), inner)
        if outcome is not ON:
            return ON if outcome is Flow.BREAK else outcome
    return ON


def _chosen(subject: Value, cases: list[Node], node: Node, scope: Scope) -> int | Unresolved:
    """The place of the case that a switch begins with."""
    for place, case in enumerate(cases):
        label = case.child_by_field_name("value")
        if label is None:
            continue
        found = equals(subject, scope.evaluate(label), lambda: unresolved(node, scope))
        if isinstance(found, Unresolved):
            return found
        if found:
            return place
    return next((place for place, case in enumerate(cases) if case.type == "switch_default"), len(cases))


def _rounds(node: Node, rounds: Iterator[Scope | Returned]) -> Outcome:
    """The body of a loop once for each round; a round that is an outcome ends the loop with it."""
    body = node.child_by_field_name("body")
    for count, scope in enumerate(rounds):
        if isinstance(scope, tuple):
            return scope
        if body is None or count >= ROUNDS or not scope.module.program.enter():
            return (unresolved(node, scope),)
        scope.module.program.leave()
        outcome = follow(body, scope)
        if outcome is Flow.BREAK:
            break
        if isinstance(outcome, tuple):
            return outcome
    return ON


def _for_of(node: Node, scope: Scope) -> Outcome:
    left, right, operator = (node.child_by_field_name(field) for field in ("left", "right", "operator"))
    if left is None or right is None or operator is None:
        return (unresolved(node, scope),)
    value = scope.evaluate(right)
    items = _keys(value) if operator.type == "in" else listed(value)
    if items is None:
        return (value if isinstance(value, Unresolved) else unresolved(node, scope),)

    def rounds() -> Iterator[Scope | Returned]:
        for item in items:
            if isinstance(item, Unresolved):
                yield (item,)
            inner = Scope(scope.module, scope)
            bind(left, item, inner)
            yield inner

    return _rounds(node, rounds())


def _keys(value: Value) -> list[Value] | None:
    match value:
        case Object():
            return [*value.entries, *value.gaps]
        case list():
            return [str(place) for place in range(len(value))]
    return None


def _for(node: Node, scope: Scope) -> Outcome:
    first, condition, step = (node.child_by_field_name(field) for field in ("initializer", "condition", "increment"))
    outer = Scope(scope.module, scope)
    if first is not None and first.type.endswith("_declaration"):
        _declaration(first, outer)
    elif first is not None and first.type != "empty_statement":
        outer.evaluate(first)

    def rounds() -> Iterator[Scope | Returned]:
        current = outer
        while True:
            # Each round has variables of its own, which what is made in it goes on to see.
            inner = Scope(scope.module, scope)
            for name, binding in current.bindings.items():
                inner.define(name, binding.span, binding.value())
            if current is not outer and step is not None:
                inner.evaluate(step)
            truth = _truth(condition, node, inner)
            if truth is not True:
                if isinstance(truth, tuple):
                    yield truth
                return
            yield inner
            current = inner

    return _rounds(node, rounds())


def _while(node: Node, scope: Scope) -> Outcome:
    condition = node.child_by_field_name("condition")

    def rounds() -> Iterator[Scope | Returned]:
        if node.type == "do_statement":
            yield Scope(scope.module, scope)
        while (truth := _truth(condition, node, scope)) is True:
            yield Scope(scope.module, scope)
        if isinstance(truth, tuple):
            yield truth

    return _rounds(node, rounds())


def _try(node: Node, scope: Scope) -> Outcome:
    body, handler, last = (node.child_by_field_name(field) for field in ("body", "handler", "finalizer"))
    outcome = _inner_block(body, scope) if body else ON
    if handler is not None and isinstance(outcome, tuple) and isinstance(outcome[0], Unresolved) and outcome[0].thrown:
        inner = Scope(scope.module, scope)
        parameter, caught = handler.child_by_field_name("parameter"), handler.child_by_field_name("body")
        if parameter is not None:
            bind(parameter, Unresolved(outcome[0].text, outcome[0].problem), inner)
        outcome = _inner_block(caught, inner) if caught else ON
    closing = last.child_by_field_name("body") if last else None
    final = _inner_block(closing, scope) if closing else ON
    return outcome if final is ON else final


def _expression(statement: Node, scope: Scope) -> Outcome:
    node = named(statement)[0]
    value = scope.evaluate(node)
    if isinstance(value, External):
        _lose_arguments(value, node, scope)
    return (value,) if isinstance(value, Unresolved) else ON


def _lose_arguments(value: External, node: Node, scope: Scope) -> None:
    """What is given to a function that is not read may be changed by it; one that only writes it out leaves it alone."""
    if value.arguments is None or value.name.startswith("console."):
        return
    for item in value.arguments():
        if isinstance(item, CONTAINERS):
            lose(item, unresolved(node, scope))


def _leave(flow: Flow) -> Callable[[Node, Scope], Outcome]:
    return lambda node, scope: (unresolved(node, scope),) if node.child_by_field_name("label") else flow


STATEMENTS: dict[str, Callable[[Node, Scope], Outcome]] = {
    "return_statement": _return,
    "throw_statement": _throw,
    "lexical_declaration": _declaration,
    "variable_declaration": _declaration,
    "if_statement": _if,
    "switch_statement": _switch,
    "for_in_statement": _for_of,
    "for_statement": _for,
    "while_statement": _while,
    "do_statement": _while,
    "try_statement": _try,
    "expression_statement": _expression,
    "statement_block": _inner_block,
    "break_statement": _leave(Flow.BREAK),
    "continue_statement": _leave(Flow.CONTINUE),
    **dict.fromkeys(("enum_declaration", "class_declaration", "abstract_class_declaration"), _named_value),
    **dict.fromkeys(
        ("function_declaration", "type_alias_declaration", "interface_declaration", "empty_statement"), lambda _node, _scope: ON
    ),
}
