"""TypeScript text → syntax tree, with the places of its nodes, its comments and the spots where it is broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from bot.model import Span

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
# Up to three levels of angle brackets, as in sql<Record<string, Array<number>>>`…`; an arrow does not close one.
INNERMOST = rb"(?:[^<>`=]|=>|=(?!>))"
NESTED = rb"(?:%b|<%b*>)" % (INNERMOST, INNERMOST)
TAGGED = re.compile(rb"\b(sql\s*)(<(?:%b|<%b*>)*>)(?=\s*`)" % (INNERMOST, NESTED))
# import("./types").Settings and typeof import("./types"): what import() gives at run time has none of these names.
IMPORTED = re.compile(rb"""\bimport[ \t]*\([ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*\)(?=\s*\.\s*(?!then\b|catch\b|finally\b)[\w$])""")
TYPE_OF = re.compile(rb"""(?<=\btypeof )import[ \t]*\([ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*\)""")
ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r\n|.)", re.DOTALL)


@cache
def _parser(*, jsx: bool) -> Parser:
    language = tree_sitter_typescript.language_tsx() if jsx else tree_sitter_typescript.language_typescript()
    return Parser(Language(language))


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One parsed file."""

    path: str
    text: bytes
    root: Node
    lines: tuple[bytes, ...]
    characters: str | None  # the text, where each of its characters is one byte

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        row, column = node.start_point
        if self.characters is None:
            before = self.lines[row][:column] if row < len(self.lines) else b""
            column = len(before.decode("utf-8", "replace"))
        return Span(self.path, row + 1, node.end_point[0] + 1, column + 1)

    def words(self, node: Node) -> str:
        """The source text of a node."""
        if self.characters is not None:
            return self.characters[node.start_byte : node.end_byte]
        return self.text[node.start_byte : node.end_byte].decode("utf-8", "replace")


def parse(path: str, text: bytes) -> Source:
    """Parse TypeScript or JavaScript; broken text gives a tree with error nodes, never an exception."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    jsx = path.endswith((".tsx", ".jsx", ".js"))
    characters = text.decode("ascii") if text.isascii() else None
    return Source(path, text, _parser(jsx=jsx).parse(_readable(text)).root_node, tuple(text.split(b"\n")), characters)


def _readable(text: bytes) -> bytes:
    """The text, every byte in its place, without types that the grammar does not know inside a call's type arguments.

    It reads the type arguments of tagged templates (sql<number[]>`…`) as comparisons, and takes no type from import() there.
    """
    if b"<" not in text:
        return text
    text = TAGGED.sub(lambda match: match[1] + re.sub(rb"[^\n]", b" ", match[2]), text)
    if b"import" not in text:
        return text
    return TYPE_OF.sub(_named_alike, IMPORTED.sub(_named_alike, text))


def _named_alike(match: re.Match[bytes]) -> bytes:
    return b"_" * len(match[0])


def comments(path: str, text: str) -> Iterator[tuple[Span, str]]:
    """Every comment of a TypeScript file with its place, delimiters included."""
    source = parse(path, text.encode("utf-8"))
    for node in walk(source.root):
        if node.type == "comment":
            yield source.span(node), source.words(node)


def walk(root: Node) -> Iterator[Node]:
    """A node and all below it, in the order they are written."""
    # A stack instead of recursion: generated files nest deeper than Python's limit.
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def damage(root: Node) -> Iterator[Node]:
    """The nodes that the parser skipped or made up, outermost first."""
    stack = [root]
    while stack:
        node = stack.pop()
        if _is_type_export(node):
            continue
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            stack.extend(reversed(node.children))


def _is_type_export(node: Node) -> bool:
    # The grammar does not know `export type * from`.
    return node.is_error and node.parent is not None and node.parent.type == "export_statement" and node.text == b"type"


def named(node: Node) -> list[Node]:
    """The children that mean something: no punctuation, no comments."""
    return [child for child in node.named_children if child.type != "comment"]


def string_value(source: Source, node: Node) -> str:
    """The value of a string literal."""
    return unescape(source.words(node)[1:-1])


def unescape(text: str) -> str:
    """JavaScript's escape sequences resolved."""
    return ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(match: re.Match[str]) -> str:
    code = match[2] or match[3] or match[4]
    if code and int(code, 16) <= 0x10FFFF:
        return chr(int(code, 16))
    return ESCAPES.get(match[1], match[1])
