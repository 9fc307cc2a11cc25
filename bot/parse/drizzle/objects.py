"""Array, object and function literals, with what is spread into them."""

from __future__ import annotations

from itertools import pairwise

from tree_sitter import Node

from bot.parse.drizzle.arrays import listed
from bot.parse.drizzle.operators import joined
from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.site import LARGEST, Site
from bot.parse.drizzle.syntax import named, string_value
from bot.parse.drizzle.values import UNDEFINED, Entry, Function, Object, Unresolved, Value, is_true

FUNCTIONS = ("function_expression", "method_definition", "generator_function")


def array(node: Node, scope: Scope) -> Value:
    """An array literal; a hole in it is undefined."""
    kinds = [kind for child in node.children if (kind := child.type) != "comment"]
    if kinds[1:2] != [","] and (",", ",") not in pairwise(kinds):
        return arguments_of(node, scope)
    children = [child for child in node.children if child.type not in ("[", "]", "comment")]
    found: list[Value] = []
    for place, child in enumerate(children):
        if child.type != ",":
            found.append(scope.evaluate(child) if child.type != "spread_element" else unresolved(child, scope))
        elif place == 0 or children[place - 1].type == ",":
            found.append(UNDEFINED)
    return found


def arguments_of(node: Node, scope: Scope) -> list[Value]:
    """The values in a list of arguments or elements; a spread that is not known is one Unresolved element."""
    found: list[Value] = []
    evaluate = scope.module.program.evaluate
    for child in node.named_children:
        kind = child.type
        if kind == "comment":
            continue
        if kind != "spread_element":
            found.append(evaluate(child, scope))
            continue
        inner = scope.evaluate(named(child)[0])
        items = listed(inner)
        scope.module.program.work(len(items or ()))
        fits = items is not None and len(found) + len(items) <= LARGEST
        found.extend(items if items is not None and fits else [_gap(inner, child, scope)])
    return found


def _gap(value: Value, node: Node, scope: Scope) -> Unresolved:
    return value if isinstance(value, Unresolved) else unresolved(node, scope)


def object_of(node: Node, scope: Scope) -> Value:
    """An object literal."""
    made, source = Object(), scope.module.source
    getters: list[Node] = []
    for child in node.named_children:
        match child.type:
            case "pair":
                _pair(child, made, scope)
            case "comment":
                continue
            case "shorthand_property_identifier":
                made.entries[source.words(child)] = Entry(scope.evaluate(child), (source, child))
            case "spread_element":
                _spread(child, made, scope)
            case "method_definition":
                _method(child, made, scope)
                getters += [child] if any(part.type == "get" for part in child.children) else []
            case _:
                made.gaps.append(unresolved(child, scope))
    for getter in getters:
        name, function = _key(getter.child_by_field_name("name"), scope), function_of(getter, scope, made)
        made.entries[str(name)] = Entry(Site(getter, scope).apply(function, []), source.span(getter))
    return made


def _method(node: Node, made: Object, scope: Scope) -> None:
    key = _key(node.child_by_field_name("name"), scope)
    if any(part.type == "set" for part in node.children):
        return
    if isinstance(key, str):
        made.entries[key] = Entry(function_of(node, scope), scope.module.source.span(node))
    elif isinstance(key, Unresolved):
        made.gaps.append(key)


def _pair(node: Node, made: Object, scope: Scope) -> None:
    value, key = node.child_by_field_name("value"), _key(node.child_by_field_name("key"), scope)
    if value is None:
        return
    if isinstance(key, str):
        made.entries[key] = Entry(scope.evaluate(value), (scope.module.source, node))
    elif isinstance(key, Unresolved):
        made.gaps.append(key)


def _key(node: Node | None, scope: Scope) -> Value:
    """The name of a property."""
    if node is None:
        return UNDEFINED
    match node.type:
        case "property_identifier":
            return scope.module.source.words(node)
        case "string":
            return string_value(scope.module.source, node)
        case "number":
            return joined([scope.evaluate(node)], lambda: unresolved(node, scope))
        case "computed_property_name":
            return joined([scope.evaluate(named(node)[0])], lambda: unresolved(node, scope))
    return scope.module.source.words(node)


def _spread(node: Node, made: Object, scope: Scope) -> None:
    inner = scope.evaluate(named(node)[0])
    place = (scope.module.source, node)
    match inner:
        case Object():
            scope.module.program.work(len(inner.entries))
            for name, entry in inner.entries.items():
                made.entries[name] = Entry(entry.value, place)
            made.gaps.extend(inner.gaps)
        case list():
            made.entries.update({str(index): Entry(item, place) for index, item in enumerate(inner)})
        case Function() | bool() | int() | float():
            return
        case _ if is_true(inner) is False:
            return
        case _:
            made.gaps.append(_gap(inner, node, scope))


def function_of(node: Node, scope: Scope, owner: Value = None) -> Value:
    """A function or method, which may read `this`."""
    body = node.child_by_field_name("body")
    if body is None:
        return unresolved(node, scope)
    uses_this = b"this" in scope.module.source.text[body.start_byte : body.end_byte]
    return Function(node.child_by_field_name("parameters"), body, scope, uses_this, owner)
