"""Where a repository's code writes a row or meets the one that is there: Drizzle's `onConflictDoUpdate` and `onConflictDoNothing`."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from bot.model import Project, Span, Tree
from bot.parse.drizzle.syntax import Source, named, parse, walk
from bot.projects.contents import bytes_of
from bot.projects.history import schema_files
from bot.projects.packages import package_folder, read_package
from bot.projects.places import CODE, is_below

CALLS = ("onConflictDoUpdate", "onConflictDoNothing")
CONDITIONS = ("targetWhere", "where")
OWN_ALIAS = re.compile(r"[@~#$]?/|[~#$]|src/|@/")  # what a tsconfig.json maps to its own package
MODULE_END = re.compile(r"(/index)?\.[mc]?[jt]sx?$")


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
    if not any(call.encode() in content for call in CALLS):
        return
    source = parse(path, content)
    if source.root.has_error:
        return
    imported = dict(_imports(source))
    for node in walk(source.root):
        if node.type == "call_expression" and (found := _upsert(source, node)):
            root = found.table.partition(".")[0]
            if root in imported and _leads_to(imported[root], path, schema, tree):
                yield Upsert(found.span, found.table.rpartition(".")[2], found.columns, found.is_narrowed)


def _imports(source: Source) -> Iterator[tuple[str, str]]:
    """Each name as it was exported, or the name of a whole module, with what it is imported from; none under another name."""
    for statement in source.root.children:
        module = statement.child_by_field_name("source")
        if statement.type != "import_statement" or module is None:
            continue
        for node in walk(statement):
            if node.type == "import_specifier" and node.child_by_field_name("alias") is None:
                yield source.words(node).removeprefix("type ").strip(), source.words(module)[1:-1]
            elif node.type == "namespace_import":
                yield source.words(node).rpartition(" ")[2], source.words(module)[1:-1]


def _upsert(source: Source, call: Node) -> Upsert | None:
    callee, options = call.child_by_field_name("function"), _only_object(call)
    if callee is None or options is None or _property(source, callee) not in CALLS:
        return None
    pairs = dict(_pairs(source, options))
    table, target = _inserted(source, callee), pairs.get("target")
    if table is None or target is None or len(pairs) != len(named(options)):
        return None
    columns = [_path(source, node) for node in (named(target) if target.type == "array" else [target])]
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


def _property(source: Source, callee: Node) -> str:
    name = callee.child_by_field_name("property")
    return source.words(name) if name is not None else ""


def _inserted(source: Source, callee: Node) -> str | None:
    """The argument of the `insert` that the chain begins with."""
    node: Node | None = callee
    while node is not None:
        arguments = node.child_by_field_name("arguments")
        inner = node.child_by_field_name("function")
        if arguments is not None and inner is not None and _property(source, inner) == "insert":
            given = named(arguments)
            return _path(source, given[0]) if len(given) == 1 else None
        node = node.child_by_field_name("object") or inner
    return None


def _path(source: Source, node: Node) -> str | None:
    """`users`, `schema.users` or `users.email` as it is written; None for any other expression."""
    words = source.words(node)
    return words if re.fullmatch(r"[\w$]+(\.[\w$]+)*", words) and node.type in ("identifier", "member_expression") else None


def _leads_to(module: str, path: str, schema: tuple[str, ...], tree: Tree) -> bool:
    """Whether an import can only be of the project's schema: its file or a folder around it, its package, or an alias in the same one."""
    folder = posixpath.dirname(path)
    if module.startswith("."):
        meant = MODULE_END.sub("", posixpath.normpath(posixpath.join(folder, module)))
        return any(is_below(MODULE_END.sub("", file), meant) for file in schema)
    packages = {package_folder(tree, posixpath.dirname(file)) for file in schema}
    if OWN_ALIAS.match(module):
        return package_folder(tree, folder) in packages
    return any((name := read_package(tree, place).name) and is_below(module, name) for place in packages)
