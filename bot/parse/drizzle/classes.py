"""Classes: their static side as an object, and instances made by following their constructor."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.site import Site
from bot.parse.drizzle.syntax import named
from bot.parse.drizzle.values import UNDEFINED, Class, Entry, Function, Object, Unresolved, Value


def class_of(node: Node, scope: Scope) -> Value:
    """A class declaration or expression as a value."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    members = named(body) if body else []
    parent = _parent(node, scope)
    made = Class(
        scope.module.source.words(name) if name else "",
        Object(dict(parent.static.entries), list(parent.static.gaps)) if isinstance(parent, Class) else Object(),
        tuple(member for member in members if not _has(member, "static")),
        scope,
        parent if isinstance(parent, Class) else None,
    )
    if isinstance(parent, Unresolved):
        made.static.gaps.append(parent)
    inner = Scope(scope.module, scope)
    if made.name:
        inner.define(made.name, scope.module.source.span(node), made)
    _add_members((member for member in members if _has(member, "static")), made.static, inner)
    return made


def _parent(node: Node, scope: Scope) -> Class | Unresolved | None:
    heritage = next((child for child in node.children if child.type == "class_heritage"), None)
    clause = next((child for child in named(heritage) if child.type == "extends_clause"), None) if heritage else None
    value = clause.child_by_field_name("value") if clause else None
    if value is None:
        return None
    found = scope.evaluate(value)
    return found if isinstance(found, Class | Unresolved) else unresolved(value, scope)


def _has(member: Node, word: str) -> bool:
    return any(child.type == word for child in member.children) or (word == "static" and member.type == "class_static_block")


def _add_members(members: Iterator[Node], made: Object, scope: Scope) -> None:
    """The fields and methods of one side of a class; `this` is the object they are added to."""
    source = scope.module.source
    inner = Scope(scope.module, scope)
    inner.define("this", source.span(source.root), made)
    getters: list[tuple[str, Node, Function]] = []
    for member in members:
        name_node, value, body = (member.child_by_field_name(field) for field in ("name", "value", "body"))
        name = source.words(name_node) if name_node else ""
        if name_node is None or name_node.type == "computed_property_name":
            made.gaps.extend([unresolved(member, scope)] if member.type != "index_signature" else [])
        elif member.type == "public_field_definition":
            made.entries[name] = Entry(inner.evaluate(value) if value else UNDEFINED, source.span(member))
        elif member.type == "method_definition" and body is not None and name != "constructor" and not _has(member, "set"):
            function = Function(member.child_by_field_name("parameters"), body, scope, uses_this=True, owner=made)
            made.entries[name] = Entry(function, source.span(member))
            getters += [(name, member, function)] if _has(member, "get") else []
    for name, member, function in getters:
        made.entries[name] = Entry(Site(member, scope).apply(function, []), source.span(member))


def instance_of(value: Class, arguments: list[Value], site: Site) -> Value:
    """What `new` makes of a class."""
    made = Object()
    return _constructed(value, made, arguments, site) or made


def _constructed(value: Class, made: Object, arguments: list[Value], site: Site) -> Unresolved | None:
    """Add what a class gives its instances; why it cannot be told, where that is so."""
    constructor = next((member for member in value.members if _is_constructor(member, value.scope)), None)
    if value.parent is not None:
        if constructor is not None:  # which calls super(…) somewhere in its body
            return site.otherwise()
        problem = _constructed(value.parent, made, arguments, site)
        if problem is not None:
            return problem
    body = constructor.child_by_field_name("body") if constructor else None
    parameters = constructor.child_by_field_name("parameters") if constructor else None
    _add_parameters(named(parameters) if parameters else [], made, arguments, value.scope)
    _add_members(iter(value.members), made, value.scope)
    outcome = site.apply(Function(parameters, body, value.scope, uses_this=True, owner=made), arguments) if body is not None else None
    return outcome if isinstance(outcome, Unresolved) else None


def _add_parameters(parameters: list[Node], made: Object, arguments: list[Value], scope: Scope) -> None:
    """The fields that TypeScript makes of a constructor's parameters: `constructor(private name: string)`."""
    source = scope.module.source
    for place, parameter in enumerate(parameters):
        pattern, default = parameter.child_by_field_name("pattern"), parameter.child_by_field_name("value")
        if pattern is None or not any(child.type in ("accessibility_modifier", "readonly") for child in parameter.children):
            continue
        given = arguments[place] if place < len(arguments) else UNDEFINED
        value = scope.evaluate(default) if given is UNDEFINED and default is not None else given
        made.entries[source.words(pattern)] = Entry(value, source.span(parameter))


def _is_constructor(member: Node, scope: Scope) -> bool:
    name = member.child_by_field_name("name")
    return name is not None and scope.module.source.words(name) == "constructor"
