"""One expression → its static value. Nothing is executed: what cannot be told from the text is Unresolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from bot.parse.drizzle.assignments import assign, delete, update
from bot.parse.drizzle.calls import call, construct, kept
from bot.parse.drizzle.classes import class_of
from bot.parse.drizzle.library import GLOBALS, LANGUAGE
from bot.parse.drizzle.objects import FUNCTIONS, arguments_of, array, function_of, object_of
from bot.parse.drizzle.operators import binary, joined, unary
from bot.parse.drizzle.problems import not_defined, too_deep
from bot.parse.drizzle.properties import FACTS, property_of
from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.site import Site
from bot.parse.drizzle.syntax import named, string_value, unescape
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Call, External, Function, Raw, Regex, Sql, Unresolved, Value, is_true

TRANSPARENT = ("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression")
HEADS = {"call_expression": "function", "member_expression": "object", "subscript_expression": "object"}
LINKS = frozenset((*HEADS, "non_null_expression"))
NUMBER = re.compile(r"^(0x[0-9a-f]+|0b[01]+|0o[0-7]+|[\d.]+(?:e[+-]?\d+)?)n?$", re.IGNORECASE)


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of an expression in a scope; Unresolved, never an exception."""
    kind = node.type
    if kind == "string":
        return string_value(scope.module.source, node)
    program = scope.module.program
    if not program.enter():
        return Unresolved("", too_deep(scope.module.source.span(node)))
    try:
        read = READERS.get(kind)
        return read(node, scope) if read else unresolved(node, scope)
    finally:
        program.depth -= 1


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


def _template_parts(node: Node, scope: Scope, *, raw: bool = False) -> Iterator[Raw | Value]:
    """The text of a template literal and, in between, the values of its substitutions."""
    source, end = scope.module.source, node.start_byte + 1
    text = (lambda words: words) if raw else unescape
    for child in node.named_children:
        if child.type == "template_substitution":
            if child.start_byte > end:
                yield Raw(text(source.text[end : child.start_byte].decode("utf-8", "replace")))
            yield _inner(child, scope)
            end = child.end_byte
    if node.end_byte - 1 > end:
        yield Raw(text(source.text[end : node.end_byte - 1].decode("utf-8", "replace")))


def _regex(node: Node, scope: Scope) -> Value:
    pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
    words = scope.module.source.words
    return Regex(words(pattern) if pattern else "", words(flags) if flags else "")


def _template(node: Node, scope: Scope) -> Value:
    return joined([part.text if isinstance(part, Raw) else part for part in _template_parts(node, scope)], lambda: unresolved(node, scope))


def _arrow(node: Node, scope: Scope) -> Value:
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
    if operator.type == "delete":
        return delete(node, scope)
    return unary(operator.type, evaluate(argument, scope), lambda: unresolved(node, scope))


def _ternary(node: Node, scope: Scope) -> Value:
    condition, yes, no = (node.child_by_field_name(field) for field in ("condition", "consequence", "alternative"))
    if condition is None or yes is None or no is None:
        return unresolved(node, scope)
    value = evaluate(condition, scope)
    truth = is_true(value)
    if truth is None:
        return value if isinstance(value, Unresolved) and value.thrown else unresolved(node, scope)
    return evaluate(yes if truth else no, scope)


def _sequence(node: Node, scope: Scope) -> Value:
    value: Value = UNDEFINED
    for child in named(node):
        value = evaluate(child, scope)
        if isinstance(value, Unresolved):
            break
    return value


def _new(node: Node, scope: Scope) -> Value:
    constructor, arguments = node.child_by_field_name("constructor"), node.child_by_field_name("arguments")
    if constructor is None:
        return unresolved(node, scope)
    return construct(evaluate(constructor, scope), arguments_of(arguments, scope) if arguments else [], Site(node, scope))


def _chain(node: Node, scope: Scope) -> Value:
    # Unrolled: a column with twenty modifiers is forty nested nodes.
    links: list[tuple[str, Node]] = []
    inner: Node | None = node
    while inner is not None and (kind := inner.type) in LINKS:
        links.append((kind, inner))
        inner = inner.child_by_field_name(HEADS[kind]) if kind in HEADS else next(iter(named(inner)), None)
    if inner is None:
        return unresolved(node, scope)
    value = evaluate(inner, scope)
    while links:
        if isinstance(value, Built) and (called := _methods(value, links, scope)):
            value = called
            continue
        kind, link = links.pop()
        if (value is None or value is UNDEFINED) and any(child.type in ("optional_chain", "?.") for child in link.children):
            return UNDEFINED
        if isinstance(value, Unresolved):
            return value
        value = _link(value, kind, link, scope)
    return value


def _methods(built: Built, links: list[tuple[str, Node]], scope: Scope) -> Built | None:
    """The chain with the methods that are called on it next, all in one go: nearly every column is written so. None where none is."""
    source, calls = scope.module.source, list(built.calls)
    last: Node | None = None
    while len(links) > 1 and links[-1][0] == "member_expression" and links[-2][0] == "call_expression":
        member, link = links[-1][1], links[-2][1]
        key, arguments = member.child_by_field_name("property"), link.child_by_field_name("arguments")
        if key is None or arguments is None or arguments.type != "arguments" or (name := source.words(key)) in FACTS:
            break
        calls.append(Call(name, kept(arguments_of(arguments, scope)), (source, member, key)))
        del links[-2:]
        last = link
    return Built(built.head, tuple(calls), (source, last)) if last else None


def _link(value: Value, kind: str, link: Node, scope: Scope) -> Value:
    if kind == "call_expression":
        return _called(value, link, scope)
    if kind == "non_null_expression":
        return value
    source = scope.module.source
    key = link.child_by_field_name("property")
    if key is not None:
        return property_of(value, source.words(key), (source, link, key), Site(link, scope))
    index = link.child_by_field_name("index")
    found = evaluate(index, scope) if index else UNDEFINED
    if isinstance(found, str | int):
        return property_of(value, found, (source, link), Site(link, scope))
    return found if isinstance(found, Unresolved) else unresolved(link, scope)


def _called(value: Value, link: Node, scope: Scope) -> Value:
    arguments = link.child_by_field_name("arguments")
    if arguments is None:
        return unresolved(link, scope)
    if arguments.type == "template_string":
        return _tagged(value, arguments, link, scope)
    if isinstance(value, External):
        return _external_call(value, arguments, link, scope)
    return call(value, arguments_of(arguments, scope), Site(link, scope))


def _external_call(value: External, arguments: Node, link: Node, scope: Scope) -> Value:
    source = scope.module.source
    if value.name in ("require", "import"):
        found = arguments_of(arguments, scope)
        if found and isinstance(found[0], str):
            return scope.module.required(found[0], source.span(link), as_namespace=value.name == "import")
    return External(f"{value.name}()", source.words(link), source.span(link), lambda: arguments_of(arguments, scope), value)


def _tagged(tag: Value, template: Node, node: Node, scope: Scope) -> Value:
    if isinstance(tag, Builtin) and tag.module and tag.name == "sql":
        return Sql(list(_template_parts(template, scope)), scope.module.source.span(node))
    if tag == Builtin("", "String.raw"):
        return joined(
            [part.text if isinstance(part, Raw) else part for part in _template_parts(template, scope, raw=True)],
            Site(node, scope).otherwise,
        )
    if isinstance(tag, Function):
        return _tagged_by_function(tag, template, node, scope)
    return unresolved(node, scope)


def _tagged_by_function(tag: Function, template: Node, node: Node, scope: Scope) -> Value:
    texts: list[Value] = [""]
    values: list[Value] = []
    for part in _template_parts(template, scope):
        if isinstance(part, Raw):
            texts[-1] = part.text
        else:
            values.append(part)
            texts.append("")
    return call(tag, [texts, *values], Site(node, scope))


Reader = Callable[[Node, Scope], Value]

READERS: dict[str, Reader] = {
    **dict.fromkeys(TRANSPARENT, _inner),
    **dict.fromkeys(LINKS, _chain),
    **dict.fromkeys(FUNCTIONS, function_of),
    "arrow_function": _arrow,
    "class": class_of,
    "new_expression": _new,
    "assignment_expression": assign,
    "augmented_assignment_expression": assign,
    "update_expression": update,
    "type_assertion": lambda node, scope: _inner(node, scope, -1),
    "sequence_expression": _sequence,
    "string": _string,
    "number": _number,
    "template_string": _template,
    "regex": _regex,
    **dict.fromkeys(("identifier", "shorthand_property_identifier", "this", "import"), _name),
    "undefined": lambda _node, _scope: UNDEFINED,
    "null": lambda _node, _scope: None,
    "true": lambda _node, _scope: True,
    "false": lambda _node, _scope: False,
    "array": array,
    "object": object_of,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _ternary,
}
