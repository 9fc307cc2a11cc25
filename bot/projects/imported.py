"""Which names in a file of code stand for tables of a project's schema: those that are imported from there."""

import posixpath
import re
from collections.abc import Iterator

from tree_sitter import Node

from bot.model import Tree
from bot.parse.drizzle.syntax import Source, walk
from bot.projects.packages import package_folder, read_package
from bot.projects.places import is_below

OWN_ALIAS = re.compile(r"[@~#$]?/|[~#$]|src/")  # what a tsconfig.json maps to its own package
MODULE_END = re.compile(r"(/index)?\.[mc]?[jt]sx?$")


def imported_names(source: Source, schema: tuple[str, ...], tree: Tree) -> frozenset[str]:
    """The names that a file imports from the schema's files as they are called there, and those of whole modules of it."""
    return frozenset(name for name, module in _imports(source) if _leads_to(module, source.path, schema, tree))


def path_of(source: Source, node: Node) -> str | None:
    """`users`, `schema.users` or `users.email` as it is written; None for any other expression."""
    words = source.words(node)
    return words if re.fullmatch(r"[\w$]+(\.[\w$]+)*", words) and node.type in ("identifier", "member_expression") else None


def property_of(source: Source, callee: Node) -> str:
    """The name behind the last dot."""
    name = callee.child_by_field_name("property")
    return source.words(name) if name is not None else ""


def _imports(source: Source) -> Iterator[tuple[str, str]]:
    for statement in source.root.children:
        module = statement.child_by_field_name("source")
        if statement.type != "import_statement" or module is None:
            continue
        for node in walk(statement):
            if node.type == "import_specifier" and node.child_by_field_name("alias") is None:
                yield source.words(node).removeprefix("type ").strip(), source.words(module)[1:-1]
            elif node.type == "namespace_import":
                yield source.words(node).rpartition(" ")[2], source.words(module)[1:-1]


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
