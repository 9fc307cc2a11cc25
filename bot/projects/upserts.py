"""Where a repository's code writes a row or meets the one that is there: Drizzle's `onConflictDoUpdate` and `onConflictDoNothing`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from bot.model import Project, Span, Tree
from bot.parse.drizzle.syntax import Source, named, parse, walk
from bot.projects.contents import bytes_of
from bot.projects.history import schema_files
from bot.projects.imported import imported_names, path_of, property_of
from bot.projects.places import CODE

CALLS = ("onConflictDoUpdate", "onConflictDoNothing")
ANY_CALL = re.compile(rb"onConflictDo(?:Update|Nothing)\b")
CONDITIONS = ("targetWhere", "where")


@dataclass(frozen=True, slots=True)
class Upsert:
    """One such call: the variable of the table, the keys of its columns that name the conflict, and whether a condition narrows it."""

    span: Span
    table: str
    columns: tuple[str, ...]
    is_narrowed: bool


def upserts_of(tree: Tree, project: Project, paths: tuple[str, ...]) -> tuple[Upsert, ...]:
    """The upserts in those files whose table is imported from the project's schema and whose columns can be told."""
    schema = schema_files(tree, project)
    return tuple(found for path in paths if path.endswith(CODE) for found in _in_file(tree, path, schema))


def _in_file(tree: Tree, path: str, schema: tuple[str, ...]) -> Iterator[Upsert]:
    content = bytes_of(tree, path)
    if not ANY_CALL.search(content):
        return
    source = parse(path, content)
    names = frozenset[str]() if source.root.has_error else imported_names(source, schema, tree)
    for node in walk(source.root) if names else ():
        if node.type == "call_expression" and (found := _upsert(source, node)) and found.table.partition(".")[0] in names:
            yield Upsert(found.span, found.table.rpartition(".")[2], found.columns, found.is_narrowed)


def _upsert(source: Source, call: Node) -> Upsert | None:
    callee, options = call.child_by_field_name("function"), _only_object(call)
    if callee is None or options is None or property_of(source, callee) not in CALLS:
        return None
    pairs = dict(_pairs(source, options))
    table, target = _inserted(source, callee), pairs.get("target")
    if table is None or target is None or len(pairs) != len(named(options)):
        return None
    columns = [path_of(source, node) for node in (named(target) if target.type == "array" else [target])]
    owners = {column.rpartition(".")[0] for column in columns if column}
    if None in columns or owners != {table}:
        return None
    keys = tuple(column.rpartition(".")[2] for column in columns if column)
    return Upsert(source.span(target), table, keys, any(word in pairs for word in CONDITIONS))


def _only_object(call: Node) -> Node | None:
    arguments = call.child_by_field_name("arguments")
    given = named(arguments) if arguments else []
    return given[0] if len(given) == 1 and given[0].type == "object" else None


def _pairs(source: Source, options: Node) -> Iterator[tuple[str, Node]]:
    for pair in named(options):
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None:
            yield source.words(key), value


def _inserted(source: Source, callee: Node) -> str | None:
    """The argument of the `insert` that the chain begins with."""
    node: Node | None = callee
    while node is not None:
        arguments = node.child_by_field_name("arguments")
        inner = node.child_by_field_name("function")
        if arguments is not None and inner is not None and property_of(source, inner) == "insert":
            given = named(arguments)
            return path_of(source, given[0]) if len(given) == 1 else None
        node = node.child_by_field_name("object") or inner
    return None
