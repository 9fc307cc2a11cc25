"""A reader's place in the tokens of one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Dialect, Span
from bot.parse.sql.source import Source
from bot.parse.sql.tokens import Token, TokenKind

OPENING = {"(": ")", "[": "]"}
BRACKETS = frozenset("()[]")
# words no dialect takes as a name without quotes: where one stands instead of a name, the name is missing
RESERVED = frozenset(
    {"select", "table", "from", "where", "create", "constraint", "primary", "foreign", "check", "references", "not", "null", "default"}
    | {"unique", "order", "group", "to", "on", "as", "and", "or", "in", "having", "union", "case", "when", "then", "else", "collate"}
)


class Unreadable(Exception):  # noqa: N818 # not an error: the reader gives up one clause, and says where
    """The tokens stopped making sense at `token`, or ended too early where that is None."""

    def __init__(self, token: Token | None, end: int) -> None:
        super().__init__()
        self.token = token
        self.end = end


@dataclass(slots=True)
class Cursor:
    """A place in a statement's tokens. What it yields to `accept` and `expect` is compared in lower case; names never match."""

    source: Source
    tokens: Sequence[Token]
    closing: dict[int, int]
    place: int
    end: int

    @property
    def dialect(self) -> Dialect:
        """The dialect of the file."""
        return self.source.dialect

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.place >= self.end

    def peek(self, ahead: int = 0) -> Token | None:
        """The token that many places ahead, None behind the end."""
        place = self.place + ahead
        return self.tokens[place] if place < self.end else None

    def word(self, ahead: int = 0) -> str:
        """The grammar word of that token, empty for names and literals and behind the end."""
        place = self.place + ahead
        return self.tokens[place].word if place < self.end else ""

    def at(self, *words: str) -> bool:
        """Whether the next tokens are those words."""
        place = self.place
        for word in words:
            if place >= self.end or self.tokens[place].word != word:
                return False
            place += 1
        return True

    def accept(self, *words: str) -> bool:
        """Go past those words if they are next."""
        found = self.at(*words)
        if found:
            self.place += len(words)
        return found

    def accept_any(self, *words: str) -> str:
        """Go past one of those words if it is next, and say which."""
        word = self.word()
        if word and word in words:
            self.place += 1
            return word
        return ""

    def expect(self, *words: str) -> None:
        """Go past those words, which must be next."""
        for word in words:
            if not self.accept(word):
                raise self.unreadable()

    def unreadable(self) -> Unreadable:
        """The exception that says: not understood from here on."""
        last = self.tokens[min(self.end, len(self.tokens)) - 1]
        return Unreadable(self.peek(), last.end)

    def take(self) -> Token:
        """The next token, which must exist."""
        token = self.peek()
        if token is None:
            raise self.unreadable()
        self.place += 1
        return token

    def finish(self) -> None:
        """Nothing may be left."""
        if not self.is_done:
            raise self.unreadable()

    def name(self) -> str:
        """An identifier, folded as the dialect folds it."""
        token = self.peek()
        if token is None or not _is_name(token, self.dialect):
            raise self.unreadable()
        self.place += 1
        return fold(token, self.dialect)

    def string(self) -> str:
        """The value of a string literal."""
        token = self.peek()
        if token is None or token.kind is not TokenKind.STRING:
            raise self.unreadable()
        self.place += 1
        return token.text

    def between(self, start: int, end: int) -> "Cursor":
        """A cursor over the tokens from one place to another, the second not included."""
        return Cursor(self.source, self.tokens, self.closing, start, end)

    def group(self) -> "Cursor":
        """What stands in the parentheses that open here; this cursor goes behind them."""
        if not self.at("("):
            raise self.unreadable()
        close = self.closing.get(self.place)
        if close is None or close >= self.end:
            self.place = self.end
            raise self.unreadable()
        inside = self.between(self.place + 1, close)
        self.place = close + 1
        return inside

    def split(self) -> Iterator["Cursor"]:
        """The parts between commas outside parentheses; this cursor ends at its end. Nothing gives one empty part."""
        start = place = self.place
        while place < self.end:
            if self.tokens[place].word == ",":
                yield self.between(start, place)
                start = place + 1
            place = self.closing.get(place, place) + 1
        self.place = place
        yield self.between(start, min(place, self.end))

    def skip(self) -> None:
        """Go past one token, or past everything in parentheses."""
        self.place = self.closing.get(self.place, self.place) + 1

    def names(self) -> tuple[str, ...]:
        """A parenthesised list of identifiers, at least one."""
        found = []
        for part in self.group().split():
            found.append(part.name())
            part.finish()
        return tuple(found)

    def text(self, start: int, end: int | None = None) -> str:
        """The source from one token to another, the second not included; without comments."""
        used = self.tokens[start : self.place if end is None else end]
        if not used:
            return ""
        raw = self.source.text[used[0].start : used[-1].end]
        return raw if not ("--" in raw or "/*" in raw or "#" in raw) else _without_comments(self.source.text, used)

    def rest(self) -> str:
        """The source of everything left; the cursor goes to its end."""
        start, self.place = self.place, self.end
        return self.text(start, self.end)

    def span(self, start: int, end: int | None = None) -> Span:
        """The Span from one token to another, the second not included; behind the end, that of the last token."""
        last = (self.place if end is None else end) - 1
        first = min(start, len(self.tokens) - 1)
        return self.source.span(self.tokens[first].start, self.tokens[max(first, min(last, len(self.tokens) - 1))].end)


def cursor(source: Source, found: Sequence[Token]) -> Cursor:
    """A cursor at the begin of a statement."""
    return Cursor(source, found, _closing(found), 0, len(found))


def fold(token: Token, dialect: Dialect) -> str:
    """The name a token stands for: PostgreSQL folds what is not quoted."""
    return token.text.lower() if token.kind is TokenKind.WORD and dialect is Dialect.POSTGRESQL else token.text


def _is_name(token: Token, dialect: Dialect) -> bool:
    if token.kind is TokenKind.NAME:
        return bool(token.text)
    if token.kind is TokenKind.STRING:
        return dialect is Dialect.SQLITE
    return token.kind is TokenKind.WORD and token.word not in RESERVED


def _closing(found: Sequence[Token]) -> dict[int, int]:
    closing: dict[int, int] = {}
    stack: list[int] = []
    for place, token in enumerate(found):
        if token.word not in BRACKETS:
            continue
        if token.word in OPENING:
            stack.append(place)
        elif stack and token.word == OPENING[found[stack[-1]].word]:
            closing[stack.pop()] = place
    return closing


def _without_comments(text: str, used: Sequence[Token]) -> str:
    written, end = [], used[0].start
    for token in used:
        written.append(" " if token.start > end else "")
        written.append(text[token.start : token.end])
        end = token.end
    return "".join(written)
