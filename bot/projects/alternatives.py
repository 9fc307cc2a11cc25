"""A configuration that decides by its environment, once with each of its choices made: `pg ? {…} : {…}`, `process.env.OUT ?? "drizzle"`."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from bot.model import Tree, Unread
from bot.parse.drizzle.syntax import parse

MAX_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Edited:
    """A Tree in which one file reads differently."""

    tree: Tree
    path: str
    content: bytes

    @property
    def name(self) -> str:
        """The name of the Tree behind it."""
        return self.tree.name

    @property
    def revision(self) -> str | None:
        """None: no commit holds these files."""
        return None

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the Tree behind it."""
        return self.tree.paths

    def read(self, path: str) -> bytes | Unread:
        """The bytes of one file."""
        return self.content if path == self.path else self.tree.read(path)


def alternatives(tree: Tree, path: str) -> Iterator[Edited]:
    """The Tree once for each way the conditions of one file can go: all take their first branch, all their second, and so on."""
    content = tree.read(path)
    if isinstance(content, Unread):
        return
    content = content.removeprefix(b"\xef\xbb\xbf")
    root = parse(path, content).root
    choices = min(max(map(len, map(_options, _conditions(root))), default=0), MAX_CHOICES)
    for choice in range(choices):
        yield Edited(tree, path, _decided(content, root, choice))


def _conditions(node: Node) -> Iterator[Node]:
    """The outermost conditions below a node."""
    for child in node.children:
        if _options(child):
            yield child
        else:
            yield from _conditions(child)


def _options(node: Node) -> list[Node]:
    """What a condition may come to; `a ?? b` and `a || b` count as b where that is written out. Nothing for any other node."""
    if node.type == "ternary_expression":
        first, second = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        return [option for branch in (first, second) if branch is not None for option in (_options(branch) or [branch])]
    operator, right = node.child_by_field_name("operator"), node.child_by_field_name("right")
    if node.type == "binary_expression" and operator is not None and right is not None and operator.type in ("??", "||"):
        return [right] if right.type == "string" else []
    return _options(node.named_children[0]) if node.type == "parenthesized_expression" and node.named_children else []


def _decided(content: bytes, node: Node, choice: int) -> bytes:
    """The text with every condition replaced by one of its options, from the end so that positions hold."""
    for condition in reversed(list(_conditions(node))):
        options = _options(condition)
        option = options[min(choice, len(options) - 1)]
        content = content[: condition.start_byte] + _text(content, option) + content[condition.end_byte :]
    return content


def _text(content: bytes, node: Node) -> bytes:
    return content[node.start_byte : node.end_byte]
