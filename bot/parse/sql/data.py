"""Statements that change rows or settings: their shape is checked, what they do to the Schema is nothing."""

from functools import cache

from sqlglot.dialects.dialect import Dialect as Grammar
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError, TokenError

from bot.model import Dialect
from bot.parse.sql.cursor import Cursor, Unreadable
from bot.parse.sql.draft import DEFAULT_SCHEMAS, Draft, Name, Session, object_name
from bot.parse.sql.dumped import is_shadow
from bot.parse.sql.lookups import object_in
from bot.parse.sql.plain import is_plain
from bot.parse.sql.tokens import TokenKind

GRAMMARS = {Dialect.POSTGRESQL: "postgres", Dialect.MYSQL: "mysql", Dialect.MARIADB: "mysql", Dialect.SQLITE: "sqlite"}
# a seed of a thousand rows is not parsed in full: only its parentheses and ends are looked at
LONGEST = 20_000
NEVER_LAST = frozenset(
    {"set", "where", "values", "from", "into", "by", "and", "or", "on", "join", "select", ",", "=", "(", "using", "update"}
)
# the servers' own tables, and those in which runners keep what they have run
FOREIGN_STARTS = ("pg_", "sqlite_", "_")
FOREIGN_END = "migrations"
STARTS = {"insert": ("into", "ignore", "or", "low_priority", "high_priority", "delayed", "overwrite"), "delete": ("from",)}


def check_data(cursor: Cursor) -> None:
    """An INSERT, UPDATE, DELETE, SELECT or the like, from its first word on; raises where it cannot be one."""
    head = cursor.word()
    start = cursor.place
    if is_plain(cursor.tokens[start : cursor.end]):
        cursor.place = cursor.end
        return
    _check_words(cursor, head)
    if cursor.at("update", "or"):  # SQLite's OR IGNORE and the like, which sqlglot does not know
        cursor.rest()
        return
    if head not in ("insert", "update", "delete", "select", "with"):
        cursor.rest()
        return
    end = _conflict_clause(cursor)
    text = cursor.source.text[cursor.tokens[start].start : cursor.tokens[end - 1].end]
    is_taken_as_read = len(text) > LONGEST or (end < cursor.end and is_plain(cursor.tokens[start:end]))
    offset = None if is_taken_as_read else _parse_error(text, cursor.dialect)
    if offset is not None:
        wanted = cursor.tokens[start].start + offset
        cursor.place = next((place for place, token in enumerate(cursor.tokens) if token.end > wanted), cursor.end)
        raise cursor.unreadable()
    cursor.place = cursor.end


def _conflict_clause(cursor: Cursor) -> int:
    """Where ON CONFLICT … DO begins, which sqlglot reads only in part; else the end."""
    words = [token.word for token in cursor.tokens]
    places = (place for place in range(1, len(words) - 2) if words[place : place + 2] == ["on", "conflict"])
    place = next(places, cursor.end)
    return place if "do" in words[place:] else cursor.end


def _check_words(cursor: Cursor, head: str) -> None:
    begun = cursor.place
    cursor.place += 1
    if cursor.is_done and head not in ("values", "table"):
        raise cursor.unreadable()
    wanted = STARTS.get(head, ())
    if wanted and not cursor.dialect.is_mysql_family and cursor.word() not in wanted:
        raise cursor.unreadable()
    _check_parentheses(cursor, begun)
    last = [token.word for token in cursor.tokens[max(begun, cursor.end - 2) : cursor.end]]
    if last[-1] in NEVER_LAST and last != ["default", "values"]:
        cursor.place = cursor.end
        raise cursor.unreadable()
    cursor.place = begun


def _check_parentheses(cursor: Cursor, begun: int) -> None:
    closed = set(cursor.closing.values())
    for place in range(begun, cursor.end):
        word = cursor.tokens[place].word
        if word == "(" and place not in cursor.closing:
            cursor.place = cursor.end
            raise cursor.unreadable()
        if word == ")" and place not in closed:
            cursor.place = place
            raise cursor.unreadable()


@cache
def _grammar(dialect: Dialect) -> Grammar:
    return Grammar.get_or_raise(GRAMMARS[dialect])


def _parse_error(text: str, dialect: Dialect) -> int | None:
    """The offset at which sqlglot gives up, None where it does not."""
    grammar = _grammar(dialect)
    try:
        grammar.parser(error_level=ErrorLevel.IMMEDIATE).parse(grammar.tokenize(text), text)
    except TokenError:
        return 0
    except ParseError as error:
        return _offset(error, text)
    except (SqlglotError, RecursionError):
        return None
    return None


def _offset(error: ParseError, text: str) -> int:
    first = error.errors[0] if error.errors else {}
    line, column = int(first.get("line") or 1), int(first.get("col") or 1)
    before = sum(len(each) for each in text.splitlines(keepends=True)[: line - 1])
    return max(before + column - 1, 0)


def check_target(cursor: Cursor, draft: Draft) -> None:
    """Say that an INSERT, UPDATE or DELETE, from its first word on, is about a table that the migrations before it do not leave behind.

    Nothing is said where the name is not certain, the table may be in what was not read, or its schema is none that migrations fill.
    """
    name = _target(cursor)
    cursor.place = cursor.end
    if name is None or name.name.startswith(FOREIGN_STARTS) or name.name.endswith(FOREIGN_END) or draft.schema.unread:
        return
    found = draft.resolved(name)
    is_known = draft.table(found.full_name) or is_shadow(name.name, draft) or object_in(draft.schema.views, name, draft)
    if not is_known and any(table.schema == found.schema for table in draft.schema.tables):
        draft.missing(cursor.span(0, cursor.end), found.full_name)


def _target(cursor: Cursor) -> Name | None:
    """The one table whose rows change; None where the statement names it in a way that is not followed."""
    head = cursor.accept_any("insert", "update", "delete")
    cursor.accept_any("low_priority", "high_priority", "delayed", "quick")
    cursor.accept("ignore")
    if cursor.accept("or"):  # SQLite's OR IGNORE and the like
        cursor.take()
    lead = cursor.accept_any("into", "from", "only")
    cursor.accept("only")
    if not head or (head == "delete" and lead != "from"):
        return None
    try:
        name = object_name(cursor)
    except Unreadable:
        return None
    # MySQL's DELETE FROM alias USING table AS alias
    return None if head == "delete" and cursor.dialect.is_mysql_family and cursor.word() in ("using", ",") else name


def set_search_path(cursor: Cursor, session: Session) -> None:
    """PostgreSQL's SET search_path: where unqualified names are made and looked for."""
    start = cursor.place
    cursor.accept("set")
    cursor.accept_any("local", "session")
    if cursor.dialect is Dialect.POSTGRESQL and cursor.accept("search_path") and cursor.accept_any("to", "="):
        names = []
        while not cursor.is_done:
            token = cursor.take()
            if token.kind is not TokenKind.SYMBOL and token.text != "$user":
                names.append(token.text if token.kind is not TokenKind.WORD else token.word)
        known = (None if name == DEFAULT_SCHEMAS[Dialect.POSTGRESQL] else name for name in names if name != "default")
        session.search_path = tuple(known) or (None,)
    cursor.place = start
