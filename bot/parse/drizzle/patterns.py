"""Destructuring patterns, and the object that a TypeScript enum is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tree_sitter import Node

from bot.parse.drizzle.properties import property_of
from bot.parse.drizzle.scope import Scope
from bot.parse.drizzle.site import Site
from bot.parse.drizzle.syntax import Source, named, string_value
from bot.parse.drizzle.values import UNDEFINED, Entry, Object, Unresolved, Value


@dataclass(frozen=True, slots=True)
class Rest:
    """The elements of an array from a place on."""

    start: int


Path: TypeAlias = "tuple[Key, ...]"
Key: TypeAlias = "str | int | Node | tuple[str, ...] | Rest"  # a property, an index, a default for undefined, the rest without those


def declared(pattern: Node, source: Source, path: Path = ()) -> Iterator[tuple[str, Path]]:
    """The names in a pattern, each with the way from the whole value to it, which begins with `path`."""
    match pattern.type:
        case "identifier" | "shorthand_property_identifier_pattern" if not path or pattern.type == "identifier":
            yield source.words(pattern), path
        case "assignment_pattern" | "object_assignment_pattern":
            yield from _with_default(pattern, source, path)
        case "object_pattern":
            yield from _properties(pattern, source, path)
        case "array_pattern":
            yield from _elements(pattern, source, path)


def _elements(pattern: Node, source: Source, path: Path) -> Iterator[tuple[str, Path]]:
    index = 0
    for item in pattern.children:
        if item.type == ",":
            index += 1
        elif item.type == "rest_pattern":
            yield source.words(named(item)[0]), (*path, Rest(index))
        elif item.is_named and item.type != "comment":
            yield from declared(item, source, (*path, index))


def _with_default(pattern: Node, source: Source, path: Path) -> Iterator[tuple[str, Path]]:
    left, right = pattern.child_by_field_name("left"), pattern.child_by_field_name("right")
    if left is None or right is None:
        return
    if left.type == "shorthand_property_identifier_pattern":
        yield source.words(left), (*path, source.words(left), right)
    else:
        yield from declared(left, source, (*path, right))


def _properties(pattern: Node, source: Source, path: Path) -> Iterator[tuple[str, Path]]:
    taken: list[str] = []
    for item in named(pattern):
        match item.type:
            case "shorthand_property_identifier_pattern":
                taken.append(source.words(item))
                yield taken[-1], (*path, taken[-1])
            case "object_assignment_pattern":
                yield from _with_default(item, source, path)
            case "pair_pattern":
                key, value = item.child_by_field_name("key"), item.child_by_field_name("value")
                if key is not None and value is not None:
                    taken.append(string_value(source, key) if key.type == "string" else source.words(key))
                    yield from declared(value, source, (*path, taken[-1]))
            case "rest_pattern":
                yield source.words(named(item)[0]), (*path, tuple(taken))


def member_of(value: Value, path: Path, scope: Scope) -> Value:
    """What lies at the end of a way into a value; defaults are evaluated in the scope."""
    for key in path:
        match key:
            case Node():
                value = scope.evaluate(key) if value is UNDEFINED else value
            case tuple():
                value = _rest(value, key)
            case Rest():
                value = value[key.start :] if isinstance(value, list) else value
            case _:
                site = Site(scope.module.source.root, scope)
                value = property_of(value, key, site.place, site)
    return value


def _rest(value: Value, taken: tuple[str, ...]) -> Value:
    if not isinstance(value, Object):
        return value
    return Object({name: entry for name, entry in value.entries.items() if name not in taken}, list(value.gaps))


def bind(pattern: Node, value: Value, scope: Scope) -> None:
    """Define the names of a pattern in a scope."""
    source = scope.module.source
    for name, path in declared(pattern, source):
        scope.define(name, source.span(pattern), member_of(value, path, scope))


def enum_object(node: Node, scope: Scope) -> Value:
    """A TypeScript enum as the object it becomes; members without a value count up."""
    made, source, following = Object(), scope.module.source, 0
    body = node.child_by_field_name("body")
    for item in named(body) if body else ():
        name_node = item.child_by_field_name("name") or item
        name = string_value(source, name_node) if name_node.type == "string" else source.words(name_node)
        assigned = item.child_by_field_name("value")
        value: Value = scope.evaluate(assigned) if assigned else following
        if isinstance(value, int):
            following = value + 1
        if isinstance(value, Unresolved):
            made.gaps.append(value)
        made.entries[name] = Entry(value, source.span(item))
    return made
