"""Where statements and comments begin and end, and the tokens of each statement: one pass over the file, before anything is understood.

What is broken stays alone: a quotation without an end costs its statement. This scanner also knows statement breakpoints, MySQL's
DELIMITER, psql's own commands, pg_dump's COPY blocks, and the bodies of routines.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.model import Dialect, Span
from bot.parse.sql.source import Source
from bot.parse.sql.tokens import BLANK, PATTERNS, Token, TokenKind, token

BREAKPOINT = "--> statement-breakpoint"
# a file with so many quotations that have no end, or read again so often because of them, is not SQL of this dialect
MOST_BROKEN = 100
MOST_READ_AGAIN = 2_000_000


class PieceKind(StrEnum):
    """What a piece of a file is; REST is what is not read any more, after too much that is broken."""

    STATEMENT = "statement"
    COMMENT = "comment"
    BROKEN = "broken"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file by offsets; a statement with its tokens, a broken one with the place of a quotation or comment without an end."""

    kind: PieceKind
    start: int
    end: int
    tokens: tuple[Token, ...] = ()
    fault: int = 0


SPECIAL = frozenset({"terminator", "line", "block", "dollar", "open"})
ROUTINES = frozenset({"trigger", "procedure", "function", "event"})
OTHER_OBJECTS = frozenset({"table", "view", "index", "type", "schema", "database", "sequence", "policy", "role", "user", "extension"})
BLOCKS = {"begin": 1, "case": 1, "end": -1}
# `end if` and the like end what no word of BLOCKS began
INNER_ENDS = frozenset({"if", "loop", "while", "repeat", "for"})
COPY_END = re.compile(r"^\\\.[ \t]*+\r?$", re.MULTILINE)
BLOCK_EDGE = re.compile(r"/\*|\*/")
SEPARATOR = re.compile(r"-->[ \t]*+statement-breakpoint")
RESYNC = re.compile(r";[ \t]*+(?:--[^\r\n]*+)?(?:[\r\n]|\Z)|-->[ \t]*+statement-breakpoint")
DOLLARS = re.compile(r"(?=(\$\w*+\$))")


def comments(path: str, text: str, dialect: Dialect) -> Iterator[tuple[Span, str]]:
    """All comments of a SQL file with their Spans, statement breakpoints among them; the text with its signs."""
    source = Source.of(path, text, dialect)
    for piece in pieces(source):
        if piece.kind is PieceKind.COMMENT:
            yield source.span(piece.start, piece.end), text[piece.start : piece.end]


def pieces(source: Source, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The statements (without terminator), comments and broken parts between two offsets of a file, in order."""
    return _Scan(source, start, len(source.text) if end is None else end).pieces()


def tokens(source: Source, start: int, end: int) -> tuple[Token, ...] | None:
    """The tokens between two offsets of a file, comments left out; None where a quotation has no end."""
    found: list[Token] = []
    for piece in _Scan(source, start, end, is_whole=False).pieces():
        if piece.kind in (PieceKind.BROKEN, PieceKind.REST):
            return None
        found += piece.tokens
    return tuple(found)


class _Scan:
    """The state of one scan: `place` is read up to, `tokens` are those of the statement at hand.

    Where it is not of a whole text, terminators are symbols like others.
    """

    def __init__(self, source: Source, start: int, end: int, *, is_whole: bool = True) -> None:
        self.source = source
        self.text = source.text
        self.place = start
        # blanks that nothing follows would be tried from each of them
        self.end = start + len(self.text[start:end].rstrip(BLANK))
        self.is_whole = is_whole
        self.tokens: list[Token] = []
        self.mark = ";"
        self.depth = self.counted = self.broken = self.read_again = 0
        self.closings: dict[str, array[int]] | None = None

    def pieces(self) -> Iterator[Piece]:
        """All pieces up to the end."""
        while self.place < self.end:
            yield from self._run()
        yield from self._finish()

    def _run(self) -> Iterator[Piece]:
        """Read on until something moves `place` elsewhere than behind itself."""
        for found in PATTERNS[self.source.dialect].finditer(self.text, self.place, self.end):
            group, end = str(found.lastgroup), found.end()
            text, self.place = found[group], end
            if group in SPECIAL:
                yield from self._special(group, text)
            else:
                self.tokens.append(token(group, text, end))
                if self.is_whole and len(self.tokens) == 1:
                    yield from self._begun()
                if len(text) > len(BREAKPOINT) and self.is_whole and BREAKPOINT in text:
                    yield from self._broken(end - len(text))
            if self.place != end:
                return
        self.place = self.end

    def _special(self, group: str, text: str) -> Iterator[Piece]:
        start = self.place - len(text)
        match group:
            case "line":
                yield from self._line(start, text)
            case "block":
                yield from self._block(start)
            case "terminator":
                yield from self._terminator(start)
            case "dollar":
                yield from self._dollar(start, text)
            case _:
                yield from self._broken(start)

    def _line(self, start: int, text: str) -> Iterator[Piece]:
        separator = SEPARATOR.match(text)
        if separator:
            yield from self._finish()
            # drizzle splits at these very characters: what follows them on the line is run
            self.place = start + separator.end()
        yield Piece(PieceKind.COMMENT, start, self.place)

    def _block(self, start: int) -> Iterator[Piece]:
        stop = _comment_end(self.text, start, self.end, nested=self.source.dialect is Dialect.POSTGRESQL)
        if stop is None:
            yield from self._broken(start)
            return
        yield Piece(PieceKind.COMMENT, start, stop)
        self.place = stop

    def _terminator(self, start: int) -> Iterator[Piece]:
        if not self.is_whole or (self.tokens and _is_routine(self.tokens) and self._block_depth() > 0):
            self.tokens.append(Token(TokenKind.SYMBOL, ";", ";", start, start + 1))
            return
        is_copy = _is_copy(self.tokens)
        yield from self._finish()
        if is_copy:
            stop = COPY_END.search(self.text, self.place, self.end)
            self.place = stop.end() if stop else self.end

    def _block_depth(self) -> int:
        """How many blocks of a routine's body are open."""
        for place in range(self.counted, len(self.tokens)):
            word = self.tokens[place].word
            after = self.tokens[place + 1].word if place + 1 < len(self.tokens) else ""
            if word in BLOCKS and not (word == "end" and after in INNER_ENDS) and self.tokens[place - 1].word != "end":
                self.depth += BLOCKS[word]
        self.counted = len(self.tokens)
        return self.depth

    def _dollar(self, start: int, mark: str) -> Iterator[Piece]:
        """A dollar quotation. All marks of the file are looked up at once: thousands of tags without an end cost no more than one."""
        if self.closings is None:
            self.closings = {}
            for found in DOLLARS.finditer(self.text, start, self.end):
                self.closings.setdefault(found[1], array("l")).append(found.start())
        closings = self.closings.get(mark, array("l"))
        at = bisect_left(closings, self.place)
        if at == len(closings):
            yield from self._broken(start)
            return
        body = self.text[self.place : closings[at]]
        self.place = closings[at] + len(mark)
        self.tokens.append(Token(TokenKind.STRING, body, "", start, self.place))
        if self.is_whole and BREAKPOINT in body:
            yield from self._broken(start)

    def _begun(self) -> Iterator[Piece]:
        """The first token of a statement may show that it is none, or that it ends with the mark of DELIMITER."""
        first, dialect = self.tokens[0], self.source.dialect
        is_client = first.word == "\\" or (first.word == "." and dialect is Dialect.SQLITE)  # psql's and sqlite3's own commands
        if is_client and self.text[first.start - 1 : first.start] in ("", "\n"):
            self._rest_of_line()
        elif first.word == "delimiter" and dialect.is_mysql_family and _is_first_of_line(self.text, first.start):
            self.mark = (self._rest_of_line().split() or [self.mark])[0]
        elif self.mark != ";":
            stop = self.text.find(self.mark, first.start, self.end)
            stop = self.end if stop < 0 else stop
            inside = tuple(_Scan(self.source, first.start, stop, is_whole=False).pieces())
            self.tokens, self.place = [], min(stop + len(self.mark), self.end)
            self.broken += any(piece.kind is PieceKind.BROKEN for piece in inside)
            yield from inside if self.broken <= MOST_BROKEN else self._rest(first.start)

    def _rest_of_line(self) -> str:
        """Go past what is a line of its own, and no statement."""
        stop = self.text.find("\n", self.place, self.end)
        start, self.place = self.place, self.end if stop < 0 else stop
        self.tokens = []
        return self.text[start : self.place]

    def _broken(self, fault: int) -> Iterator[Piece]:
        """Give up the statement at hand up to the next place where one surely ends, and read on from there."""
        start = self.tokens[0].start if self.tokens else fault
        resync = RESYNC.search(self.text, start, self.end) if self.is_whole else None
        stop = resync.start() if resync else self.end
        self.broken, self.read_again = self.broken + 1, self.read_again + max(self.place - stop, 0)
        self.place = stop
        if self.broken > MOST_BROKEN or self.read_again > MOST_READ_AGAIN + 2 * self.end:
            yield from self._rest(start)
        elif self.is_whole:
            inside = _Scan(self.source, start, stop, is_whole=False).pieces()
            first = next((piece.fault for piece in inside if piece.kind is PieceKind.BROKEN), min(fault, stop - 1))
            yield Piece(PieceKind.BROKEN, start, stop, fault=first)
        else:
            yield Piece(PieceKind.BROKEN, start, stop, fault=fault)
        self._forget()

    def _rest(self, start: int) -> Iterator[Piece]:
        """What is not read any more."""
        self.place = self.end
        yield Piece(PieceKind.REST, start, self.end)

    def _finish(self) -> Iterator[Piece]:
        """The statement at hand ends before here."""
        if self.tokens:
            yield Piece(PieceKind.STATEMENT, self.tokens[0].start, self.tokens[-1].end, tuple(self.tokens))
        self._forget()

    def _forget(self) -> None:
        self.tokens, self.depth, self.counted = [], 0, 0


def _is_routine(found: list[Token]) -> bool:
    """Whether a statement creates what has a body of statements, told by the first word that says what it creates."""
    words = (each.word for each in found[1:16])
    return found[0].word == "create" and next((word for word in words if word in ROUTINES | OTHER_OBJECTS), "") in ROUTINES


def _is_copy(found: list[Token]) -> bool:
    return bool(found) and found[0].word == "copy" and any(a.word == "from" and b.word == "stdin" for a, b in pairwise(found))


def _is_first_of_line(text: str, place: int) -> bool:
    return not text[max(place - 80, 0) : place].rpartition("\n")[2].strip()


def _comment_end(text: str, start: int, end: int, *, nested: bool) -> int | None:
    """The offset behind a block comment; PostgreSQL nests them. None where it has no end."""
    depth = 0
    for edge in BLOCK_EDGE.finditer(text, start, end):
        depth = depth - 1 if edge[0] == "*/" else depth + 1 if nested or depth == 0 else depth
        if depth == 0:
            return edge.end()
    return None
