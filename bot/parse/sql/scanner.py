"""Where statements and comments begin and end: found before anything is understood, so that what is broken stays alone.

sqlglot's tokenizer gives comments no position and stops at the first unterminated quotation; this scanner knows quotations,
dollar quotes, nested comments, statement breakpoints, MySQL's DELIMITER, pg_dump's COPY blocks, and the bodies of routines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Dialect, Span
from bot.parse.sql.source import Source

BREAKPOINT = "--> statement-breakpoint"


class PieceKind(StrEnum):
    """What a piece of a file is."""

    STATEMENT = "statement"
    COMMENT = "comment"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file by offsets; a broken one holds at `fault` a quotation or comment without an end."""

    kind: PieceKind
    start: int
    end: int
    fault: int = 0


COMMON = r"""
  (?P<line>--[^\n]*+)
| (?P<block>/\*)
| (?P<terminator>;)
| (?P<word>\b(?:begin|case|end(?!\s+(?:if|loop|while|repeat|for)\b))\b)
"""
POSTGRESQL = r"""
| (?P<quoted>(?<!\w)e'(?:[^'\\]++|\\.|'')*+' | '(?:[^']++|'')*+' | "(?:[^"]++|"")*+" | (?<![\w$])\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
| (?P<open>['"] | (?<![\w$])\$(?:[^\W\d]\w*)?\$)
| (?P<client>^\\[^\n]*+)
"""
MYSQL = r"""
| (?P<hash>\#[^\n]*+)
| (?P<quoted>'(?:[^'\\]++|\\.|'')*+' | "(?:[^"\\]++|\\.|"")*+" | `(?:[^`]++|``)*+`)
| (?P<open>['"`])
| (?P<delimiter>^[ \t]*delimiter[ \t]+(?P<mark>\S+)[^\n]*+)
"""
SQLITE = r"""
| (?P<quoted>'(?:[^']++|'')*+' | "(?:[^"]++|"")*+" | `(?:[^`]++|``)*+` | \[[^\]\n]*+\])
| (?P<open>['"`])
"""
FLAGS = re.VERBOSE | re.IGNORECASE | re.DOTALL | re.MULTILINE
PATTERNS = {
    Dialect.POSTGRESQL: re.compile(COMMON + POSTGRESQL, FLAGS),
    Dialect.MYSQL: re.compile(COMMON + MYSQL, FLAGS),
    Dialect.MARIADB: re.compile(COMMON + MYSQL, FLAGS),
    Dialect.SQLITE: re.compile(COMMON + SQLITE, FLAGS),
}
ROUTINE = re.compile(
    r"create\s+(?:or\s+replace\s+|temp(?:orary)?\s+|constraint\s+|aggregate\s+|definer\s*=\s*\S+\s+)*(?:trigger|procedure|function|event)\b",
    re.IGNORECASE,
)
COPY = re.compile(r"copy\b[^;]*\bfrom\s+stdin\b", re.IGNORECASE)
COPY_END = re.compile(r"^\\\.[ \t]*$", re.MULTILINE)
BLOCK_EDGE = re.compile(r"/\*|\*/")
SEPARATOR = re.compile(r"-->[ \t]*statement-breakpoint")
RESYNC = re.compile(r";[ \t]*(?:--[^\n]*)?(?:\n|$)|-->[ \t]*statement-breakpoint")


def comments(path: str, text: str, dialect: Dialect) -> Iterator[tuple[Span, str]]:
    """All comments of a SQL file with their Spans, statement breakpoints among them; the text with its signs."""
    source = Source.of(path, text, dialect)
    for piece in pieces(source):
        if piece.kind is PieceKind.COMMENT:
            yield source.span(piece.start, piece.end), text[piece.start : piece.end]


def pieces(source: Source, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The statements (without terminator), comments and broken parts between two offsets of a file, in order."""
    scan = _Scan(source, start, len(source.text) if end is None else end)
    while scan.place < scan.end:
        yield from scan.step()
    yield from scan.finish(scan.end)


class _Scan:
    """The state of one scan: `place` is read up to; `start` is where the statement at hand began, None between statements."""

    __slots__ = ("depth", "end", "mark", "pattern", "place", "source", "start", "text")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.text = source.text
        self.pattern = PATTERNS[source.dialect]
        self.place = start
        self.end = end
        self.start: int | None = None
        self.depth = 0
        self.mark = ";"

    def step(self) -> Iterator[Piece]:
        """Read up to and with the next thing that matters."""
        if self.mark != ";" and self.start is not None:
            yield from self._delimited()
            return
        found = self.pattern.search(self.text, self.place, self.end)
        self._content(self.place, found.start() if found else self.end)
        if found is None:
            self.place = self.end
            return
        yield from self._found(found)

    def _found(self, found: re.Match[str]) -> Iterator[Piece]:
        match found.lastgroup:
            case "line" | "hash":
                yield from self._line(found)
            case "block":
                yield from self._block(found.start())
            case "terminator":
                yield from self._terminator(found)
            case "delimiter" | "client" if self.start is None:
                self.mark = found["mark"] if found.lastgroup == "delimiter" else self.mark
                self.place = found.end()
            case "open":
                yield from self._broken(found.start())
            case "quoted" | "tag" if BREAKPOINT in found[0]:
                yield from self._broken(found.start())
            case kind:
                self._content(found.start(), found.end())
                self.depth += 0 if kind != "word" else -1 if found[0].lower() == "end" else 1
                self.place = found.end()

    def _content(self, start: int, end: int) -> None:
        if self.start is None and start < end:
            lead = end - start - len(self.text[start:end].lstrip())
            if lead < end - start:
                self.start, self.depth = start + lead, 0

    def finish(self, end: int) -> Iterator[Piece]:
        """The statement at hand, ended at that offset."""
        if self.start is not None:
            stop = self.start + len(self.text[self.start : end].rstrip())
            yield Piece(PieceKind.STATEMENT, self.start, stop)
        self.start = None

    def _line(self, found: re.Match[str]) -> Iterator[Piece]:
        separator = SEPARATOR.match(found[0])
        if separator:
            yield from self.finish(found.start())
        # drizzle splits at these very characters: what follows them on the line is run
        self.place = found.start() + separator.end() if separator else found.end()
        yield Piece(PieceKind.COMMENT, found.start(), self.place)

    def _block(self, start: int) -> Iterator[Piece]:
        stop = _comment_end(self.text, start, self.end, nested=self.source.dialect is Dialect.POSTGRESQL)
        if stop is None:
            yield from self._broken(start)
            return
        yield Piece(PieceKind.COMMENT, start, stop)
        self.place = stop

    def _terminator(self, found: re.Match[str]) -> Iterator[Piece]:
        self.place = found.end()
        if self.start is None or (self.depth > 0 and ROUTINE.match(self.text, self.start)):
            return
        is_copy = COPY.match(self.text, self.start, found.start())
        yield from self.finish(found.start())
        if is_copy:
            stop = COPY_END.search(self.text, self.place, self.end)
            self.place = stop.end() if stop else self.end

    def _broken(self, fault: int) -> Iterator[Piece]:
        """Give up the statement at hand up to the next place where one surely ends, and read on from there."""
        start = fault if self.start is None else self.start
        resync = RESYNC.search(self.text, start, self.end)
        stop = resync.start() if resync else self.end
        yield Piece(PieceKind.BROKEN, start, stop, self._fault(start, stop, fault))
        self.start, self.place = None, stop

    def _fault(self, start: int, stop: int, fault: int) -> int:
        opened = (found.start() for found in self.pattern.finditer(self.text, start, stop) if found.lastgroup == "open")
        return next(opened, min(fault, stop - 1))

    def _delimited(self) -> Iterator[Piece]:
        stop = self.text.find(self.mark, self.place, self.end)
        stop = self.end if stop < 0 else stop
        yield from self.finish(stop)
        self.place = min(stop + len(self.mark), self.end)


def _comment_end(text: str, start: int, end: int, *, nested: bool) -> int | None:
    """The offset behind a block comment; PostgreSQL nests them. None where it has no end."""
    depth = 0
    for edge in BLOCK_EDGE.finditer(text, start, end):
        depth = depth - 1 if edge[0] == "*/" else depth + 1 if nested or depth == 0 else depth
        if depth == 0:
            return edge.end()
    return None
