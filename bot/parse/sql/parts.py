"""What the clauses of a CREATE TABLE or an ADD say, and the names the server gives to what has none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Exclusion,
    Expression,
    ForeignKey,
    Index,
    PrimaryKey,
    Problem,
    Span,
    Table,
    UniqueConstraint,
    key_parts,
)
from bot.parse.sql.draft import Draft
from bot.parse.sql.implicit import still_needed
from bot.parse.sql.naming import chosen_name, first_free, mysql_index_name, next_numbered
from bot.parse.sql.problems import does_not_exist
from bot.parse.sql.server_made import merged, named_sequence, with_exclusion, with_indexes
from bot.parse.sql.taken import Taken
from bot.parse.sql.versions import enforces_checks

Key = TypeVar("Key", PrimaryKey, UniqueConstraint, ForeignKey)


@dataclass(slots=True)
class Parts:
    """Columns, keys and constraints in written order; a CHECK also with the column it stood at.

    `not_null` are columns that a constraint makes so, with its name and whether it is valid for old rows. `consumed` names indexes
    that became constraints. `is_descending_key` says that a column's own PRIMARY KEY is DESC, which in SQLite keeps it from being the
    rowid. `made` are indexes that MySQL makes by itself where none of the others fits; `places` says behind which column another one
    goes, None for the first place.
    """

    columns: list[Column] = field(default_factory=list)
    primary_key: PrimaryKey | None = None
    uniques: list[UniqueConstraint] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    checks: list[tuple[CheckConstraint, str | None]] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    not_null: list[tuple[str, str | None, bool]] = field(default_factory=list)
    consumed: list[str] = field(default_factory=list)
    is_descending_key: bool = False
    made: list[Index] = field(default_factory=list)
    places: dict[str, str | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take_keys(self, other: "Parts") -> None:
        """All that another one holds but its columns and their places."""
        self.primary_key = self.primary_key or other.primary_key
        for mine, theirs in zip(self.lists(), other.lists(), strict=True):
            mine.extend(theirs)

    def lists(self) -> tuple[list[Any], ...]:
        """Keys and constraints by kind."""
        return (self.uniques, self.foreign_keys, self.checks, self.indexes, self.exclusions, self.not_null, self.consumed, self.made)


def added(table: Table, parts: Parts, draft: Draft) -> Table:
    """The table with the parts in it: names given where none was written, columns spelled as they were declared."""
    dialect = draft.dialect
    if dialect is Dialect.POSTGRESQL:
        parts.columns = [named_sequence(column, table, draft) for column in parts.columns]
    columns = tuple(_forbidding_null(column, parts) for column in (*table.columns, *parts.columns))
    spelled = _Spelling(columns, dialect)
    key = spelled.key(parts.primary_key) if parts.primary_key else table.primary_key
    table = replace(table, columns=columns, primary_key=key)
    table = _with_indexes(table, parts, spelled=spelled, dialect=dialect)
    for check, column in parts.checks if enforces_checks(draft.source.version, dialect) else ():
        table = _with_check(table, check, column, draft)
    table = _named_primary_key(table, parts, draft) if parts.primary_key else table
    for unique in parts.uniques:
        table = _with_unique(table, spelled.key(unique), draft)
    if dialect is Dialect.POSTGRESQL:
        table = with_indexes(table, parts.indexes, draft)
    for exclusion in parts.exclusions:
        table = with_exclusion(table, exclusion, draft)
    for foreign_key in parts.foreign_keys:
        table = _with_foreign_key(table, spelled.key(foreign_key), draft)
    if not parts.problems and not draft.problems:
        _check_columns(draft, table, parts)
    return table


def _forbidding_null(column: Column, parts: Parts) -> Column:
    """The column with the NOT NULL constraint that names it; one that forbids NULL already keeps its own."""
    found = next(((name, valid) for wanted, name, valid in parts.not_null if wanted == column.name), None)
    if found is None or not column.nullable:
        return column
    return replace(column, nullable=False, not_null=found[0], not_null_validated=found[1])


def _with_indexes(table: Table, parts: Parts, *, spelled: "_Spelling", dialect: Dialect) -> Table:
    if dialect is Dialect.POSTGRESQL:  # its indexes come last, with their names
        key = merged(table.primary_key, parts)
        return table if key is table.primary_key else replace(table, primary_key=key)
    if dialect.is_mysql_family:
        table = _with_made_indexes(parts, table, spelled)
    return replace(table, indexes=(*table.indexes, *_indexes(parts.indexes, spelled)))


def _check_columns(draft: Draft, table: Table, parts: Parts) -> None:
    keys = [(table.primary_key.columns, table.primary_key.span)] if parts.primary_key and table.primary_key else []
    keys += [(unique.columns, unique.span) for unique in table.uniques if unique.span.path == table.span.path]
    keys += [(key.columns, key.span) for key in table.foreign_keys]
    for columns, span in keys:
        if missing_column(draft, table, columns, span):
            return


def missing_column(draft: Draft, table: Table, columns: Iterable[str], span: Span) -> bool:
    """Whether a key is to stand on a column that the table does not have, which is said; never of a table read in part."""
    known = table.column_names()
    absent = next((column for column in columns if column not in known), None)
    if absent is None or table.unread or draft.schema.unread:
        return False
    if not draft.words & {"if-exists", "guarded"}:
        draft.problem(does_not_exist(span, f"{table.full_name}.{absent}"))
    return True


class _Spelling:
    """Column names as they were declared: MySQL and SQLite take them in any letters."""

    __slots__ = ("declared",)

    def __init__(self, columns: Iterable[Column], dialect: Dialect) -> None:
        self.declared = {} if dialect is Dialect.POSTGRESQL else {column.name.lower(): column.name for column in columns}

    def name(self, name: str) -> str:
        """One name as declared."""
        return self.declared.get(name.lower(), name)

    def names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Several names as declared."""
        return tuple(map(self.name, names))

    def key(self, key: Key) -> Key:
        """A key with its columns as declared."""
        names = self.names(key.columns)
        return key if names == key.columns else replace(key, columns=names)


def _indexes(indexes: Iterable[Index], spelled: _Spelling) -> Iterable[Index]:
    for index in indexes:
        yield replace(index, parts=tuple(replace(p, column=spelled.name(p.column)) if p.column else p for p in index.parts))


def spelled_index(index: Index, table: Table, dialect: Dialect) -> Index:
    """The index with its columns spelled as the table declares them."""
    return next(iter(_indexes((index,), _Spelling(table.columns, dialect))))


def _named_primary_key(table: Table, parts: Parts, draft: Draft) -> Table:
    key, dialect = table.primary_key, draft.dialect
    if key is None:
        return table
    if dialect is Dialect.SQLITE:
        required = never_null(table, key, is_descending=parts.is_descending_key)
    else:
        required = frozenset(name for name in key.columns if key.forbids_null(name, dialect))
    columns = tuple(replace(c, nullable=False) if c.nullable and c.name in required else c for c in table.columns)
    name = key.name
    if name is None and dialect is Dialect.POSTGRESQL:
        name = chosen_name(table.name, "", "pkey", Taken(draft, replace(table, primary_key=None), relations=True, constraints=True))
    return replace(table, columns=columns, primary_key=replace(key, name=name))


def never_null(table: Table, key: PrimaryKey, *, is_descending: bool) -> frozenset[str]:
    """The columns of a SQLite key that hold no NULL: all of them WITHOUT ROWID and under STRICT, else only one that is the rowid.

    https://www.sqlite.org/lang_createtable.html#the_primary_key, https://www.sqlite.org/quirks.html
    """
    if {"without rowid", "strict"} & dict(table.options).keys():
        return frozenset(key.columns)
    column = table.column(key.columns[0]) if len(key.columns) == 1 else None
    is_rowid = column is not None and column.type == ColumnType("integer") and not is_descending
    return frozenset(key.columns) if is_rowid else frozenset()


def _with_unique(table: Table, unique: UniqueConstraint, draft: Draft) -> Table:
    if unique.name is None and draft.dialect is Dialect.POSTGRESQL:
        taken = Taken(draft, table, relations=True, constraints=True)
        unique = replace(unique, name=chosen_name(table.name, "_".join((*unique.columns, *unique.include)), "key", taken))
    elif unique.name is None:  # SQLite has no names for these; drizzle-kit calls them so
        unique = replace(unique, name="_".join((_rebuilt(table.name), *unique.columns, "unique")))
    return replace(table, uniques=(*table.uniques, unique))


def _rebuilt(table: str) -> str:
    """The table that drizzle-kit's `__new_x` will be."""
    return table.removeprefix("__new_")


def _with_check(table: Table, check: CheckConstraint, column: str | None, draft: Draft) -> Table:
    dialect = draft.dialect
    if check.name is not None:
        return replace(table, checks=(*table.checks, check))
    name: str | None = None
    if dialect is Dialect.POSTGRESQL:
        name = chosen_name(table.name, column or _only_column(table, check), "check", Taken(draft, table, constraints=True))
    elif dialect is Dialect.MYSQL:
        name = next_numbered(f"{table.name}_chk_", _names(table))
    elif dialect is Dialect.MARIADB:
        name = column or first_free("CONSTRAINT_", {each.name for each in table.checks})
    return replace(table, checks=(*table.checks, replace(check, name=name)))


def _only_column(table: Table, check: CheckConstraint) -> str:
    """PostgreSQL names a table's CHECK after the column if it uses exactly one."""
    used = [column.name for column in table.columns if uses(check.expression, column.name, Dialect.POSTGRESQL)]
    return used[0] if len(used) == 1 else ""


def uses(expression: object, column: str, dialect: Dialect) -> bool:
    """Whether the expression names the column; only PostgreSQL tells letters of a quoted name apart."""
    if not isinstance(expression, Expression):
        return False
    text, name = (expression.text, column) if dialect is Dialect.POSTGRESQL else (expression.text.lower(), column.lower())
    quoted = any(f"{quote}{name}{quote}" in text for quote in '"`')
    bare = re.sub(r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`", "''", expression.text)
    return quoted or re.search(rf"(?<![\w$]){re.escape(column.lower())}(?![\w$(])", bare) is not None


def _with_foreign_key(table: Table, key: ForeignKey, draft: Draft) -> Table:
    target = table if key.target == table.full_name else draft.table(key.target)
    if target is not None:
        key = aimed(key, target, draft.dialect)
    if key.name is None and draft.dialect is Dialect.POSTGRESQL:
        key = replace(key, name=chosen_name(table.name, "_".join(key.columns), "fkey", Taken(draft, table, constraints=True)))
    elif key.name is None and draft.dialect.is_mysql_family:
        key = replace(key, name=next_numbered(f"{table.name}_ibfk_", _names(table)))
    elif key.name is None:  # SQLite has no names for these; drizzle-kit calls them so
        key = replace(key, name="_".join((_rebuilt(table.name), *key.columns, _rebuilt(key.target), *key.target_columns, "fk")))
    return replace(table, foreign_keys=(*table.foreign_keys, key))


def aimed(key: ForeignKey, target: Table, dialect: Dialect) -> ForeignKey:
    """The key with its target as that is declared; without columns the target's primary key is meant."""
    columns = _Spelling(target.columns, dialect).names(key.target_columns)
    if not columns and target.primary_key:
        columns = target.primary_key.columns
    return replace(key, target=target.full_name, target_columns=columns)


def _with_made_indexes(parts: Parts, table: Table, spelled: _Spelling) -> Table:
    """The table with the indexes that the server makes, less those that the new parts make needless; all the new ones named."""
    uniques = map(spelled.key, parts.uniques)
    written = (*key_parts(table), *uniques, *_indexes(parts.indexes, spelled))
    made = tuple(still_needed((*table.implicit_indexes, *_indexes(parts.made, spelled)), written))
    old = tuple(index for index in made if index in table.implicit_indexes)
    parts.made = list(made[len(old) :])
    _with_index_names(parts, replace(table, implicit_indexes=old), spelled)
    return replace(table, implicit_indexes=(*old, *parts.made))


def _with_index_names(parts: Parts, table: Table, spelled: _Spelling) -> None:
    """MySQL names an index after its first column, in the order they were written."""
    keys: list[UniqueConstraint | Index] = [*parts.uniques, *parts.indexes, *parts.made]
    taken = set(index_names(table)) | {key.name for key in keys if key.name is not None}
    for each in sorted((key for key in keys if key.name is None), key=_place):
        first = spelled.name(each.columns[0]) if each.columns else "functional_index"
        named = replace(each, name=mysql_index_name(first, taken))
        taken.add(named.name or "")
        parts.uniques = [named if old is each and isinstance(named, UniqueConstraint) else old for old in parts.uniques]
        for indexes in (parts.indexes, parts.made):
            indexes[:] = [named if old is each and isinstance(named, Index) else old for old in indexes]


def _place(part: UniqueConstraint | Index) -> tuple[int, int]:
    return part.span.line, part.span.column


def _names(table: Table) -> frozenset[str]:
    """All names that a new constraint of the table must differ from."""
    names = [table.primary_key.name if table.primary_key else None]
    names += [unique.name for unique in table.uniques] + [key.name for key in table.foreign_keys]
    names += [check.name for check in table.checks] + [index.name for index in table.indexes]
    return frozenset(name for name in names if name)


def index_names(table: Table) -> frozenset[str]:
    """The names a new index of the table must differ from."""
    names = [unique.name for unique in table.uniques] + [index.name for index in (*table.indexes, *table.implicit_indexes)]
    return frozenset(name for name in names if name)
