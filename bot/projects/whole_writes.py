"""Where a repository's code deletes or updates every row of a table: Drizzle's `delete` and `update` without `where`."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from bot.model import Project, Span, Tree
from bot.parse.drizzle.syntax import Source, parse
from bot.projects.contents import bytes_of
from bot.projects.history import schema_files
from bot.projects.imported import imported_names, property_of
from bot.projects.places import CODE

CALL = re.compile(rb"\.(?P<verb>delete|update)\(\s*(?P<table>[\w$.]+)\s*\)")
# what ends the chain where it stands: whoever keeps it in a variable may add the condition later
RUN = ("await_expression", "expression_statement", "return_statement")
# code that is there to empty tables, by its file or by a function around it
EMPTYING = re.compile(
    r"(?<![a-z])all(?![a-z])|All(?![a-z])|(?i:reset|clear|wipe|purge|truncat|seed|clean|flush|fixture|demo|script|bench|rebuild|replace|sync)"
)
FUNCTIONS = ("function_declaration", "method_definition", "variable_declarator", "pair")


@dataclass(frozen=True, slots=True)
class WholeWrite:
    """One such call: the variable of the table and `delete` or `update`."""

    span: Span
    table: str
    verb: str


def whole_writes_of(tree: Tree, project: Project, paths: tuple[str, ...]) -> tuple[WholeWrite, ...]:
    """The calls in those files whose table is imported from the project's schema; none in code that says it empties tables."""
    schema = schema_files(tree, project)
    files = (path for path in paths if path.endswith(CODE) and not EMPTYING.search(posixpath.basename(path)))
    return tuple(found for path in files for found in _in_file(tree, path, schema))


def _in_file(tree: Tree, path: str, schema: tuple[str, ...]) -> Iterator[WholeWrite]:
    content = bytes_of(tree, path)
    if not CALL.search(content):
        return
    source = parse(path, content)
    names = frozenset[str]() if source.root.has_error else imported_names(source, schema, tree)
    for match in CALL.finditer(source.text) if names else ():
        table = match["table"].decode("utf-8", "replace")
        call = _call_at(source.root, match.start("table"))
        if table.partition(".")[0] in names and call is not None and _is_whole(source, call):
            yield WholeWrite(source.span(call), table.rpartition(".")[2], match["verb"].decode())


def _call_at(root: Node, place: int) -> Node | None:
    node = root.descendant_for_byte_range(place, place)
    while node is not None and node.type != "call_expression":
        node = node.parent
    return node


def _is_whole(source: Source, call: Node) -> bool:
    """Whether the chain that the call begins runs where it stands, and has no `where`."""
    node, asked = call, set()
    while node.parent is not None and node.parent.type in ("member_expression", "call_expression") and _is_inner(node):
        node = node.parent
        asked.add(property_of(source, node))
    if asked & {"where", "limit", "$dynamic", "values"} or node.parent is None or node.parent.type not in RUN:
        return False
    return not any(EMPTYING.search(name) for name in _around(source, node))


def _is_inner(node: Node) -> bool:
    """Whether the chain goes on around a node, which is no argument of a call."""
    parent = node.parent
    return parent is not None and node in (parent.child_by_field_name("object"), parent.child_by_field_name("function"))


def _around(source: Source, node: Node) -> Iterator[str]:
    """The names of the functions that the node stands in."""
    above: Node | None = node
    while above is not None:
        name = above.child_by_field_name("name") or above.child_by_field_name("key") if above.type in FUNCTIONS else None
        if name is not None:
            yield source.words(name)
        above = above.parent
