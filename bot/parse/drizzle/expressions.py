"""One expression → its static value. Nothing is executed: what cannot be told from the text is Unresolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from bot.model import Span
from bot.parse.drizzle.calls import call
from bot.parse.drizzle.library import GLOBALS, LANGUAGE, LARGEST
from bot.parse.drizzle.operators import binary, joined, unary
from bot.parse.drizzle.problems import not_defined, too_deep
from bot.parse.drizzle.properties import property_of
from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.syntax import named, string_value, unescape
from bot.parse.drizzle.values import (
    UNDEFINED,
    Builtin,
    Entry,
    External,
    Function,
    Object,
    Raw,
    Regex,
    Sql,
    Unresolved,
    Value,
    is_true,
)

TRANSPARENT = ("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression")
LINKS = ("call_expression", "member_expression", "subscript_expression", "non_null_expression")
FUNCTIONS = ("arrow_function", "function_expression", "method_definition", "generator_function")
NUMBER = re.compile(r"^(0x[0-9a-f]+|0b[01]+|0o[0-7]+|[\d.]+(?:e[+-]?\d+)?)n?$", re.IGNORECASE)


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of an expression in a scope; Unresolved, never an exception."""
    program = scope.module.program
    if not program.enter():
        return Unresolved("", too_deep(scope.module.source.span(node)))
    try:
        read = READERS.get(node.type)
        return read(node, scope) if read else unresolved(node, scope)
    finally:
        program.leave()


def _inner(node: Node, scope: Scope, place: int = 0) -> Value:
    children = named(node)
    return evaluate(children[place], scope) if children else unresolved(node, scope)


def _string(node: Node, scope: Scope) -> Value:
    return string_value(scope.module.source, node)


def _number(node: Node, scope: Scope) -> Value:
    text = scope.module.source.words(node).replace("_", "")
    if NUMBER.match(text) is None:
        return unresolved(node, scope)
    text = text.removesuffix("n")
    try:
        return int(text, 0) if text[:2].lower() in ("0x", "0b", "0o") else int(text) if text.isdigit() else float(text)
    except ValueError:
        return unresolved(node, scope)


def _name(node: Node, scope: Scope) -> Value:
    name = scope.module.source.words(node)
    binding = scope.find(name)
    if binding is not None:
        return binding.value()
    if name in GLOBALS:
        return GLOBALS[name]
    span = scope.module.source.span(node)
    if name in LANGUAGE:
        return External(name, name, span)
    return Unresolved(name, not_defined(span, name), broken=True)


def _template_parts(node: Node, scope: Scope) -> Iterator[Raw | Value]:
    """The text of a template literal and, in between, the values of its substitutions."""
    source, end = scope.module.source, node.start_byte + 1
    for child in node.named_children:
        if child.type == "template_substitution":
            if child.start_byte > end:
                yield Raw(unescape(source.text[end : child.start_byte].decode("utf-8", "replace")))
            yield _inner(child, scope)
            end = child.end_byte
    if node.end_byte - 1 > end:
        yield Raw(unescape(source.text[end : node.end_byte - 1].decode("utf-8", "replace")))


def _regex(node: Node, scope: Scope) -> Value:
    pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
    words = scope.module.source.words
    return Regex(words(pattern) if pattern else "", words(flags) if flags else "")


def _template(node: Node, scope: Scope) -> Value:
    return joined([part.text if isinstance(part, Raw) else part for part in _template_parts(node, scope)], lambda: unresolved(node, scope))


def _array(node: Node, scope: Scope) -> Value:
    return _arguments_of(node, scope)


def _arguments_of(node: Node, scope: Scope) -> list[Value]:
    """The values in a list of arguments or elements; a spread that is not known is one Unresolved element."""
    found: list[Value] = []
    for child in named(node):
        if child.type != "spread_element":
            found.append(evaluate(child, scope))
            continue
        inner = _inner(child, scope)
        fits = isinstance(inner, list) and len(found) + len(inner) <= LARGEST
        found.extend(inner if isinstance(inner, list) and fits else [_gap(inner, child, scope)])
    return found


def _gap(value: Value, node: Node, scope: Scope) -> Unresolved:
    return value if isinstance(value, Unresolved) else unresolved(node, scope)


def _object(node: Node, scope: Scope) -> Value:
    made = Object()
    for child in named(node):
        match child.type:
            case "pair":
                _pair(child, made, scope)
            case "shorthand_property_identifier":
                made.entries[scope.module.source.words(child)] = Entry(_name(child, scope), scope.module.source.span(child))
            case "spread_element":
                _spread(child, made, scope)
            case "method_definition":
                name = child.child_by_field_name("name")
                made.entries[scope.module.source.words(name) if name else ""] = Entry(
                    _function(child, scope), scope.module.source.span(child)
                )
            case _:
                made.gaps.append(unresolved(child, scope))
    return made


def _pair(node: Node, made: Object, scope: Scope) -> None:
    key_node, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    if key_node is None or value is None:
        return
    key: Value = scope.module.source.words(key_node)
    match key_node.type:
        case "string":
            key = string_value(scope.module.source, key_node)
        case "number":
            key = joined([_number(key_node, scope)], lambda: unresolved(key_node, scope))
        case "computed_property_name":
            key = joined([_inner(key_node, scope)], lambda: unresolved(key_node, scope))
    if isinstance(key, str):
        made.entries.pop(key, None)
        made.entries[key] = Entry(evaluate(value, scope), scope.module.source.span(node))
    elif isinstance(key, Unresolved):
        made.gaps.append(key)


def _spread(node: Node, made: Object, scope: Scope) -> None:
    inner = _inner(node, scope)
    span = scope.module.source.span(node)
    match inner:
        case Object():
            for name, entry in inner.entries.items():
                made.entries[name] = Entry(entry.value, span)
            made.gaps.extend(inner.gaps)
        case _ if is_true(inner) is False:
            return
        case _:
            made.gaps.append(_gap(inner, node, scope))


def _function(node: Node, scope: Scope) -> Value:
    body = node.child_by_field_name("body")
    parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
    return Function(parameters, body, scope) if body else unresolved(node, scope)


def _binary(node: Node, scope: Scope) -> Value:
    left, right, operator = (node.child_by_field_name(field) for field in ("left", "right", "operator"))
    if left is None or right is None or operator is None:
        return unresolved(node, scope)
    if right.type == "template_string" and operator.type == ">" and left.type == "binary_expression":
        return _typed_template(node, left, right, scope)
    return binary(operator.type, evaluate(left, scope), lambda: evaluate(right, scope), lambda: unresolved(node, scope))


def _typed_template(node: Node, left: Node, template: Node, scope: Scope) -> Value:
    # tree-sitter reads sql<string>`…` as two comparisons.
    tag = left.child_by_field_name("left")
    while tag is not None and tag.type == "binary_expression":
        tag = tag.child_by_field_name("left")
    return _tagged(evaluate(tag, scope), template, node, scope) if tag else unresolved(node, scope)


def _unary(node: Node, scope: Scope) -> Value:
    operator, argument = node.child_by_field_name("operator"), node.child_by_field_name("argument")
    if operator is None or argument is None:
        return unresolved(node, scope)
    return unary(operator.type, evaluate(argument, scope), lambda: unresolved(node, scope))


def _ternary(node: Node, scope: Scope) -> Value:
    condition, yes, no = (node.child_by_field_name(field) for field in ("condition", "consequence", "alternative"))
    if condition is None or yes is None or no is None:
        return unresolved(node, scope)
    truth = is_true(evaluate(condition, scope))
    if truth is None:
        return unresolved(node, scope)
    return evaluate(yes if truth else no, scope)


def _chain(node: Node, scope: Scope) -> Value:
    # Unrolled: a column with twenty modifiers is forty nested nodes.
    links: list[Node] = []
    inner: Node | None = node
    while inner is not None and inner.type in LINKS:
        links.append(inner)
        inner = inner.child_by_field_name("function") or inner.child_by_field_name("object") or next(iter(named(inner)), None)
    if inner is None:
        return unresolved(node, scope)
    value = evaluate(inner, scope)
    for link in reversed(links):
        if value in (None, UNDEFINED) and any(child.type in ("optional_chain", "?.") for child in link.children):
            return UNDEFINED
        value = _link(value, link, scope)
    return value


def _link(value: Value, link: Node, scope: Scope) -> Value:
    if isinstance(value, Unresolved) or link.type == "non_null_expression":
        return value
    span = scope.module.source.span(link)
    if link.type == "call_expression":
        return _called(value, link, scope)
    key = link.child_by_field_name("property")
    if key is not None:
        return property_of(value, scope.module.source.words(key), _property_span(span, link, key, scope))
    index = link.child_by_field_name("index")
    found = evaluate(index, scope) if index else UNDEFINED
    return property_of(value, found, span) if isinstance(found, str | int) else unresolved(link, scope)


def _property_span(span: Span, link: Node, key: Node, scope: Scope) -> Span:
    return span if link.start_point[0] == key.end_point[0] else scope.module.source.span(key)


def _called(value: Value, link: Node, scope: Scope) -> Value:
    arguments = link.child_by_field_name("arguments")
    if arguments is None:
        return unresolved(link, scope)
    if arguments.type == "template_string":
        return _tagged(value, arguments, link, scope)
    if isinstance(value, External):
        return External(
            f"{value.name}()", scope.module.source.words(link), scope.module.source.span(link), lambda: _arguments_of(arguments, scope)
        )
    return call(value, _arguments_of(arguments, scope), link, scope)


def _tagged(tag: Value, template: Node, node: Node, scope: Scope) -> Value:
    if isinstance(tag, Builtin) and tag.module and tag.name == "sql":
        return Sql(tuple(_template_parts(template, scope)), scope.module.source.span(node))
    return unresolved(node, scope)


Reader = Callable[[Node, Scope], Value]

READERS: dict[str, Reader] = {
    **dict.fromkeys(TRANSPARENT, _inner),
    **dict.fromkeys(LINKS, _chain),
    **dict.fromkeys(FUNCTIONS, _function),
    "type_assertion": lambda node, scope: _inner(node, scope, -1),
    "sequence_expression": lambda node, scope: _inner(node, scope, -1),
    "string": _string,
    "number": _number,
    "template_string": _template,
    "regex": _regex,
    "identifier": _name,
    "shorthand_property_identifier": _name,
    "undefined": lambda _node, _scope: UNDEFINED,
    "null": lambda _node, _scope: None,
    "true": lambda _node, _scope: True,
    "false": lambda _node, _scope: False,
    "array": _array,
    "object": _object,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _ternary,
}
