"""The key parts of indexes and of key constraints."""

from bot.model import Dialect, IndexPart
from bot.parse.expressions import canonical_expression
from bot.parse.sql.clauses import check_complete
from bot.parse.sql.cursor import Cursor, Unreadable, cursor
from bot.parse.sql.scanner import tokens
from bot.parse.sql.source import Source
from bot.parse.sql.tokens import TokenKind

STOPS = frozenset({"collate", "asc", "desc", "nulls"})
DEFAULT_NULLS = {False: "last", True: "first"}


def read_index_parts(text: str, dialect: Dialect, *, table: str) -> tuple[IndexPart, ...]:
    """The key parts in a text as it stands in the parentheses of an index on that table; none where they cannot be told."""
    source = Source.of("", text, dialect)
    found = tokens(source, 0, len(text))
    try:
        return index_parts(cursor(source, found), table) if found else ()
    except Unreadable:
        return ()


def index_parts(inside: Cursor, table: str) -> tuple[IndexPart, ...]:
    """What stands in an index's parentheses, at least one part; `table` is the name its own columns may be qualified with."""
    return tuple(_part(part, table) for part in inside.split())


def _part(cursor: Cursor, table: str) -> IndexPart:
    start = cursor.place
    column, length = _column(cursor)
    expression = None
    if column is None:
        text = _expression_text(cursor, start)
        expression = canonical_expression(text, cursor.dialect, table=table)
    collation = cursor.take().text if cursor.accept("collate") else None
    opclass = _opclass(cursor)
    if collation is None and cursor.accept("collate"):
        collation = cursor.take().text
    descending = cursor.accept_any("asc", "desc") == "desc"
    nulls = _nulls(cursor)
    cursor.finish()
    return IndexPart(
        column,
        expression,
        descending=descending,
        nulls=None if nulls == DEFAULT_NULLS[descending] else nulls,
        opclass=opclass,
        collation=collation,
        length=length,
    )


def _column(cursor: Cursor) -> tuple[str | None, int | None]:
    """A plain column, with MySQL's prefix length; neither where an expression begins, the cursor not moved."""
    start = cursor.place
    if cursor.at("("):
        return None, None
    name = cursor.name()
    if cursor.dialect.is_mysql_family and (length := _length(cursor)) is not None:
        return name, length
    token_after = cursor.peek()
    if token_after is not None and token_after.kind is TokenKind.SYMBOL:
        cursor.place = start
        return None, None
    return name, None


def _length(cursor: Cursor) -> int | None:
    """MySQL's prefix length in parentheses; the cursor not moved where there is none."""
    token = cursor.peek(1)
    if not cursor.at("(") or cursor.word(2) != ")" or token is None or token.kind is not TokenKind.NUMBER:
        return None
    cursor.group()
    return int(token.text)


def _expression_text(cursor: Cursor, start: int) -> str:
    while not cursor.is_done and cursor.word() not in STOPS and not _is_opclass(cursor, start):
        cursor.skip()
    check_complete(cursor.between(start, cursor.place))
    return cursor.text(start)


def _is_opclass(cursor: Cursor, start: int) -> bool:
    """A name right behind a closed parenthesis: no operator stands between, so it is no operand."""
    token = cursor.peek()
    behind = cursor.place > start and cursor.tokens[cursor.place - 1].word == ")"
    return behind and token is not None and token.kind in (TokenKind.WORD, TokenKind.NAME) and token.word not in ("and", "or", "is", "at")


def _opclass(cursor: Cursor) -> str | None:
    token = cursor.peek()
    if token is None or token.kind not in (TokenKind.WORD, TokenKind.NAME) or token.word in STOPS:
        return None
    start = cursor.place
    cursor.name()
    while cursor.accept("."):
        cursor.name()
    name = cursor.text(start).replace('"', "").lower()
    if cursor.at("("):
        cursor.group()
    return name


def _nulls(cursor: Cursor) -> str | None:
    if not cursor.accept("nulls"):
        return None
    word = cursor.accept_any("first", "last")
    if not word:
        raise cursor.unreadable()
    return word
