"""Table constraints: PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK, EXCLUDE, and MySQL's KEY and INDEX inside a table."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.model import CheckConstraint, Dialect, ForeignKey, Index, IndexPart, PrimaryKey, Span, UniqueConstraint
from bot.parse.sql.clauses import action, enclosed, if_not_exists
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, object_name
from bot.parse.sql.exclusions import read_exclusion, storage
from bot.parse.sql.implicit import made_index
from bot.parse.sql.index_parts import index_parts
from bot.parse.sql.lookups import index_called
from bot.parse.sql.parts import Parts

MYSQL_INDEXES = frozenset({"index", "key", "fulltext", "spatial"})
# by their first words
ATTRIBUTES = {
    "not": (("not", "valid"), ("not", "deferrable"), ("not", "enforced")),
    "no": (("no", "inherit"),),
    "initially": (("initially", "deferred"), ("initially", "immediate")),
    "deferrable": (("deferrable",),),
    "enforced": (("enforced",),),
}


def attributes(cursor: Cursor) -> frozenset[str]:
    """What may follow any constraint, as words with hyphens: `not-valid`, `deferrable`."""
    found: set[str] = set()
    while words := next((words for words in ATTRIBUTES.get(cursor.word(), ()) if cursor.accept(*words)), None):
        found.add("-".join(words))
    return frozenset(found)


def is_validated(found: frozenset[str]) -> bool:
    """Whether the constraint holds for every row: one NOT ENFORCED does not."""
    return not found & {"not-valid", "not-enforced"}


def deferrable(found: frozenset[str]) -> str:
    """When the constraint is looked at, from its attributes."""
    return "deferrable initially deferred" if "initially-deferred" in found else "deferrable" if "deferrable" in found else ""


def references(cursor: Cursor, draft: Draft, *, columns: tuple[str, ...], name: str | None, start: int) -> ForeignKey:
    """What follows REFERENCES. Without columns the target's primary key is meant, which is filled in later."""
    written = object_name(cursor)
    target_columns = cursor.names() if cursor.at("(") else ()
    actions = {"delete": "no action", "update": "no action"}
    found: frozenset[str] = frozenset()
    match_full = False
    nulled: tuple[str, ...] = ()
    while True:
        found |= attributes(cursor)
        if cursor.accept("match"):
            match_full = cursor.take().word == "full"
        elif cursor.at("on", "delete") or (cursor.at("on", "update") and cursor.word(2) in ("cascade", "restrict", "set", "no")):
            event = cursor.word(1)
            cursor.expect("on", event)
            actions[event] = action(cursor)
            nulled = cursor.names() if event == "delete" and cursor.at("(") else nulled
        else:
            break
    return ForeignKey(
        name,
        columns,
        draft.resolved(written).full_name,
        target_columns,
        cursor.span(start),
        on_delete=actions["delete"],
        on_update=actions["update"],
        validated=is_validated(found),
        implicit=name is None,
        deferrable=deferrable(found),
        match_full=match_full,
        nulled=nulled,
    )


@dataclass(slots=True)
class Clause:
    """One table constraint at work: where it began, the name it was given, the table's own name, and where its parts go."""

    cursor: Cursor
    draft: Draft
    parts: Parts
    table: str
    start: int
    name: str | None = None
    found: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        """From its first word to where the cursor stands."""
        return self.cursor.span(self.start)

    def attributes(self) -> frozenset[str]:
        """What follows; NOT VALID is noted among the statement's words."""
        self.found = attributes(self.cursor)
        if "not-valid" in self.found:
            self.draft.words.add("not-valid")
        return self.found


def is_table_constraint(cursor: Cursor) -> bool:
    """Whether a table constraint begins here, and no column."""
    word = cursor.word()
    if word in ("constraint", "primary", "unique", "foreign", "check"):
        return True
    if word == "not":
        return cursor.word(1) == "null"
    if word == "exclude":
        return cursor.word(1) in ("using", "(")
    return word in MYSQL_INDEXES and cursor.dialect.is_mysql_family


def read_constraint(cursor: Cursor, draft: Draft, parts: Parts, table: str) -> None:
    """One table constraint into the parts; the cursor must end with it."""
    clause = Clause(cursor, draft, parts, table, cursor.place)
    if cursor.accept("constraint"):
        if_not_exists(cursor, draft)
        clause.name = cursor.name() if cursor.word() not in CONSTRAINTS else None
    word = cursor.word()
    if word in MYSQL_INDEXES and clause.name is None:
        _mysql_index(clause)
        return
    read = CONSTRAINTS.get(word)
    if read is None:
        raise cursor.unreadable()
    cursor.place += 1
    read(clause)
    cursor.finish()


def _columns(cursor: Cursor, table: str) -> tuple[str, ...]:
    """The columns of a key; MySQL allows prefix lengths and order, SQLite order and collation."""
    start = cursor.place
    parts = index_parts(cursor.group(), table)
    names = tuple(part.column for part in parts if part.column is not None)
    if len(names) != len(parts):
        cursor.place = start
        raise cursor.unreadable()
    return names


def _primary_key(clause: Clause) -> None:
    cursor = clause.cursor
    if clause.parts.primary_key is not None:
        cursor.place -= 1
        raise cursor.unreadable()
    cursor.expect("key")
    if cursor.accept("using", "index"):
        index = _used_index(clause)
        if index is not None:
            waits = deferrable(clause.found)
            key = PrimaryKey(index.columns, clause.span, clause.name or index.name, include=index.include, deferrable=waits)
            clause.parts.primary_key = key
        return
    if not cursor.at("(") and not cursor.at("using"):
        cursor.name()  # MySQL takes an index name here and ignores it
    if cursor.accept("using"):
        cursor.take()
    columns = _columns(cursor, clause.table)
    include = storage(cursor)
    waits = deferrable(clause.attributes())
    clause.parts.primary_key = PrimaryKey(columns, clause.span, clause.name, include=include, deferrable=waits)


def _unique(clause: Clause) -> None:
    cursor = clause.cursor
    if cursor.accept("using", "index"):
        index = _used_index(clause)
        if index is not None:
            unique = UniqueConstraint(
                clause.name or index.name,
                index.columns,
                clause.span,
                nulls_not_distinct=index.nulls_not_distinct,
                include=index.include,
                deferrable=deferrable(clause.found),
            )
            clause.parts.uniques.append(unique)
        return
    if cursor.dialect.is_mysql_family:
        _mysql_index_name(clause)
    distinct = cursor.accept("nulls", "not", "distinct")
    cursor.accept("nulls", "distinct")
    place = cursor.place
    keys = index_parts(cursor.group(), clause.table)
    include = storage(cursor)
    waits = deferrable(clause.attributes())
    columns = tuple(part.column for part in keys if part.column is not None)
    if len(columns) == len(keys) and not any(part.length for part in keys):
        unique = UniqueConstraint(clause.name, columns, clause.span, nulls_not_distinct=distinct, implicit=clause.name is None)
        clause.parts.uniques.append(replace(unique, include=include, deferrable=waits))
    elif cursor.dialect.is_mysql_family:  # over prefixes or expressions it is no constraint the model can hold
        clause.parts.indexes.append(Index(clause.name, keys, clause.span, unique=True, implicit=clause.name is None))
    else:
        cursor.place = place
        raise cursor.unreadable()


def _mysql_index_name(clause: Clause) -> None:
    cursor = clause.cursor
    cursor.accept_any("key", "index")
    if_not_exists(cursor, clause.draft)
    if not cursor.at("(") and not cursor.at("using"):
        clause.name = cursor.name()  # stronger than the constraint's
    if cursor.accept("using"):
        cursor.take()


def _used_index(clause: Clause) -> Index | None:
    """PostgreSQL makes a constraint of an index that exists; the index takes the constraint's name."""
    name = clause.cursor.name()
    clause.attributes()
    clause.draft.words.add("using-index")
    found = index_called(clause.draft.schema, name)
    if found is None:
        clause.draft.missing(clause.span, name)
    else:
        clause.parts.consumed.append(name)
    return found


def _foreign_key(clause: Clause) -> None:
    cursor = clause.cursor
    cursor.expect("key")
    if_not_exists(cursor, clause.draft)
    index_name = clause.name
    if not cursor.at("("):
        written = cursor.name()
        index_name = clause.name or written
        clause.name = index_name if cursor.dialect is Dialect.MARIADB else clause.name  # on MySQL it is the index's name only
    columns = cursor.names()
    cursor.expect("references")
    key = references(cursor, clause.draft, columns=columns, name=clause.name, start=clause.start)
    clause.parts.made.append(made_index(index_name, columns, key.span))
    if not key.validated:
        clause.draft.words.add("not-valid")
    clause.parts.foreign_keys.append(key)


def _check(clause: Clause) -> None:
    expression = enclosed(clause.cursor, table=clause.table)
    found = clause.attributes()
    check = CheckConstraint(clause.name, expression, clause.span, validated=is_validated(found), implicit=clause.name is None)
    clause.parts.checks.append((replace(check, no_inherit="no-inherit" in found), None))


def _exclude(clause: Clause) -> None:
    exclusion = read_exclusion(clause.cursor, name=clause.name, table=clause.table, start=clause.start)
    waits = deferrable(clause.attributes())
    clause.parts.exclusions.append(replace(exclusion, deferrable=waits))


def _not_null(clause: Clause) -> None:
    """PostgreSQL 18: CONSTRAINT x NOT NULL column."""
    clause.cursor.expect("null")
    column = clause.cursor.name()
    clause.parts.not_null.append((column, clause.name, is_validated(clause.attributes())))


def _mysql_index(clause: Clause) -> None:
    cursor = clause.cursor
    method = cursor.accept_any("fulltext", "spatial") or None
    cursor.accept_any("index", "key")
    if_not_exists(cursor, clause.draft)
    name = None if cursor.at("(") or cursor.at("using") else cursor.name()
    if cursor.accept("using"):
        method = _hash(cursor)
    keys: tuple[IndexPart, ...] = index_parts(cursor.group(), clause.table)
    index = Index(name, keys, clause.span, method=method, implicit=name is None)
    if cursor.accept("using"):
        index = replace(index, method=_hash(cursor))
    if cursor.accept("with", "parser"):
        cursor.name()
    storage(cursor)
    cursor.finish()
    clause.parts.indexes.append(index)


def _hash(cursor: Cursor) -> str | None:
    word = cursor.take().word
    return word if word == "hash" else None


CONSTRAINTS: dict[str, Callable[[Clause], None]] = {
    "primary": _primary_key,
    "unique": _unique,
    "foreign": _foreign_key,
    "check": _check,
    "exclude": _exclude,
    "not": _not_null,
}
