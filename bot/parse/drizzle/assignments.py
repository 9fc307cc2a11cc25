"""What gives a name, a property or an element another value: `=`, `+=`, `++`, `delete`."""

from __future__ import annotations

from tree_sitter import Node

from bot.parse.drizzle.operators import binary, number_of
from bot.parse.drizzle.patterns import declared, member_of
from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.shapes import table_call
from bot.parse.drizzle.site import LARGEST, Site
from bot.parse.drizzle.values import UNDEFINED, Built, Class, Entry, Member, Object, Unresolved, Value


def assign(node: Node, scope: Scope) -> Value:
    """The value of an assignment, made."""
    left, right, operator = (node.child_by_field_name(field) for field in ("left", "right", "operator"))
    if left is None or right is None:
        return unresolved(node, scope)
    if operator is None:
        value = scope.evaluate(right)
    else:
        value = binary(operator.type[:-1], scope.evaluate(left), lambda: scope.evaluate(right), lambda: unresolved(node, scope))
    return value if _put(left, value, Site(node, scope)) else unresolved(node, scope)


def update(node: Node, scope: Scope) -> Value:
    """The value of `i++` or `--i`, made."""
    target, operator = node.child_by_field_name("argument"), node.child_by_field_name("operator")
    before = number_of(scope.evaluate(target)) if target else None
    if target is None or operator is None or before is None:
        return _lost(node, target, scope)
    after = before + (1 if operator.type == "++" else -1)
    if not _put(target, after, Site(node, scope)):
        return unresolved(node, scope)
    return before if operator.start_byte > target.start_byte else after


def _lost(node: Node, target: Node | None, scope: Scope) -> Value:
    gap = unresolved(node, scope)
    if target is not None:
        _put(target, gap, Site(node, scope))
    return gap


def delete(node: Node, scope: Scope) -> Value:
    """The value of `delete a.b`, made."""
    target = node.child_by_field_name("argument")
    place = _place(target, scope) if target else None
    if place is None:
        return unresolved(node, scope)
    owner, key = place
    if not isinstance(owner, Object) or not Site(node, scope).may_change(owner):
        return unresolved(node, scope)
    owner.entries.pop(str(key), None)
    return True


def _put(target: Node, value: Value, site: Site) -> bool:
    """Give a target a value; False where that cannot be told."""
    scope = site.scope
    match target.type:
        case "identifier":
            return _put_name(scope.module.source.words(target), value, site)
        case "non_null_expression" | "parenthesized_expression" | "as_expression" | "satisfies_expression":
            return _put(target.named_children[0], value, site)
        case "object_pattern" | "array_pattern":
            source = scope.module.source
            found = [(name, member_of(value, path, scope)) for name, path in declared(target, source)]
            put = [_put_name(name, item, site) for name, item in found]
            return bool(put) and all(put)
    place = _place(target, scope)
    return place is not None and _put_property(*place, value, site)


def _put_name(name: str, value: Value, site: Site) -> bool:
    holder = site.scope.holder(name)
    if holder is None:
        return False
    in_order = holder.parent is not None or holder.module.order.is_running
    holder.bindings[name].assign(value if in_order else site.otherwise())
    return in_order


def _place(target: Node, scope: Scope) -> tuple[Value, str | int] | None:
    """The owner and the key that a member or subscript expression stands for."""
    owner_node, index = target.child_by_field_name("object"), target.child_by_field_name("index")
    key_node = target.child_by_field_name("property")
    if owner_node is None:
        return None
    owner = scope.evaluate(owner_node)
    key = scope.module.source.words(key_node) if key_node else scope.evaluate(index) if index else UNDEFINED
    return (owner, key) if isinstance(key, str | int) else None


def _put_property(owner: Value, key: str | int, value: Value, site: Site) -> bool:
    if isinstance(owner, Class):
        owner = owner.static
    match owner:
        case Object():
            if site.may_change(owner):
                owner.entries[str(key)] = Entry(value, site.span)
            return True
        case list() if isinstance(key, int) and 0 <= key <= min(len(owner), LARGEST):
            if site.may_change(owner):
                owner[key : key + 1] = [value]
            return True
        case list() if key == "length" and value == 0:
            if site.may_change(owner):
                owner.clear()
            return True
        case Built() | Member() if table := _table_of(owner):
            site.scope.module.program.altered[id(table)] = (table, site.otherwise().problem)
            return True
    return isinstance(owner, Unresolved)


def _table_of(value: Value) -> Built | None:
    """The table that a value is or is a part of: what is assigned to it, to a column's `getSQLType` say, changes what it declares."""
    while isinstance(value, Member):
        value = value.of
    return value if isinstance(value, Built) and table_call(value) else None
