"""EXCLUDE constraints, and what may stand behind the columns of any key."""

from bot.model import Exclusion, Index, IndexPart
from bot.parse.sql.clauses import enclosed
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.index_parts import index_parts

STORAGE = (("using", "index", "tablespace"), ("using",), ("comment",), ("key_block_size",), ("on", "conflict"))


def storage(cursor: Cursor) -> tuple[str, ...]:
    """What may stand behind a key's columns: those that are included; nothing else of it changes what the model holds."""
    include: tuple[str, ...] = ()
    while True:
        if cursor.accept("include"):
            include = cursor.names()
        elif cursor.accept("with"):
            cursor.group()
        elif any(cursor.accept(*words) for words in STORAGE):
            cursor.accept("=")
            cursor.take()
        elif not cursor.accept_any("visible", "invisible"):
            return include


def read_exclusion(cursor: Cursor, *, name: str | None, table: str, start: int) -> Exclusion:
    """What follows EXCLUDE, up to the attributes that any constraint may have."""
    method = cursor.name() if cursor.accept("using") else "btree"
    keys: list[IndexPart] = []
    operators: list[str] = []
    for part in cursor.group().split():
        end = next((place for place in range(part.place, part.end) if part.tokens[place].word == "with"), part.end)
        keys += index_parts(part.between(part.place, end), table)
        part.place = end
        part.expect("with")
        operators.append(_operator(part))
    include = storage(cursor)
    where = enclosed(cursor, table=table) if cursor.accept("where") else None
    index = Index(name, tuple(keys), cursor.span(start), method=method, where=where, include=include, implicit=name is None)
    return Exclusion(index, tuple(operators))


def _operator(cursor: Cursor) -> str:
    """`&&`, or what stands in OPERATOR(pg_catalog.&&)."""
    inside = cursor.group() if cursor.accept("operator") else cursor
    if inside.word(1) == ".":
        inside.place += 2
    if inside.is_done:
        raise cursor.unreadable()
    return inside.rest()
