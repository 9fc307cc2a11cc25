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

    def identity(self, path: str) -> object:
        """The content where it is edited."""
        return self.content if path == self.path else self.tree.identity(path)


def alternatives(tree: Tree, path: str) -> Iterator[Edited]:
    """The Tree once for each way the conditions of one file can go: all take their first branch, all their second, and so on."""
    content = tree.read(path)
    if isinstance(content, Unread):
        return
    content = content.removeprefix(b"\xef\xbb\xbf")
    root = parse(path, content).root
    choices = min(max((len(_options(content, node)) for node in _conditions(root)), default=0), MAX_CHOICES)
    for choice in range(choices):
        yield Edited(tree, path, _decided(content, root, choice))


def _conditions(node: Node) -> Iterator[Node]:
    """The outermost conditions below a node, in the order of the text."""
    waiting = node.children[::-1]
    while waiting:
        child = waiting.pop()
        if _options(b"", child):
            yield child
        else:
            waiting.extend(child.children[::-1])


def _options(content: bytes, node: Node, depth: int = 0) -> list[bytes]:
    """What a condition may come to; `a ?? b` and `a || b` count as b where that is written out. Nothing for any other node."""
    if depth > MAX_CHOICES:
        return []
    first, second = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    match node.type:
        case "ternary_expression":
            return [
                text for branch in (first, second) if branch for text in (_options(content, branch, depth + 1) or [_text(content, branch)])
            ]
        case "if_statement" if first is not None:
            branch = second.named_children[-1] if second is not None and second.named_children else None
            rest = (_options(content, branch, depth + 1) or [_text(content, branch)]) if branch is not None else [b";"]
            return [_text(content, first), *rest]
        case "binary_expression":
            operator, right = node.child_by_field_name("operator"), node.child_by_field_name("right")
            is_chosen = operator is not None and operator.type in ("??", "||") and right is not None and right.type == "string"
            return [_text(content, right)] if right is not None and is_chosen else []
        case "parenthesized_expression" if node.named_children:
            return _options(content, node.named_children[0], depth + 1)
    return []


def _decided(content: bytes, node: Node, choice: int) -> bytes:
    """The text with every condition replaced by one of its options, from the end so that positions hold."""
    for condition in reversed(list(_conditions(node))):
        options = _options(content, condition)
        option = options[min(choice, len(options) - 1)]
        content = content[: condition.start_byte] + option + content[condition.end_byte :]
    return content


def _text(content: bytes, node: Node) -> bytes:
    return content[node.start_byte : node.end_byte]
