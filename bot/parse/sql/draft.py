"""What one statement does to the Schema, while it is being read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.model import Change, Column, Dialect, Index, Problem, RowCopy, Schema, Span, Table, apply, change_table, full_name
from bot.parse.sql.cursor import Cursor, Unreadable
from bot.parse.sql.problems import does_not_exist, ends_early, exists_already, not_understood
from bot.parse.sql.source import Source

DEFAULT_SCHEMAS = {Dialect.POSTGRESQL: "public", Dialect.SQLITE: "main"}

MOST_UNREAD = 100


@dataclass(frozen=True, slots=True)
class Name:
    """A possibly qualified name; the default schema is None, `written` says whether a schema stood there."""

    schema: str | None
    name: str
    written: bool = False

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)


@dataclass(slots=True)
class Session:
    """What earlier statements of a file set for later ones.

    `search_path` are the schemas in which an unqualified name is looked for, `open` the transaction and the savepoints in it, by their
    names, with what a ROLLBACK goes back to. `legacy_alter_table` and `foreign_keys` are PRAGMAs of SQLite, `writable_schema` says
    that a dump writes virtual tables into its catalogue. `texts` are MySQL's variables and prepared statements: the strings one of which
    each holds, or its expression; `changing` are procedures that change tables.
    """

    search_path: tuple[str | None, ...] = (None,)
    legacy_alter_table: bool = False
    foreign_keys: bool = False
    writable_schema: bool = False
    open: list[tuple[str, Schema]] = field(default_factory=list)
    texts: dict[str, tuple[str, ...] | str] = field(default_factory=dict)
    changing: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Draft:
    """The Schema as it becomes, with the Changes that make it so. `verb` is the statement's head."""

    source: Source
    session: Session
    schema: Schema
    verb: str
    changes: list[Change] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    copy: RowCopy | None = None

    @property
    def dialect(self) -> Dialect:
        """The dialect of the file."""
        return self.source.dialect

    def add(self, change: Change) -> None:
        """Apply one more Change; one inside a table gets that table as it is afterwards, before a drop as it was."""
        self.schema = apply((change,), self.schema)
        table = getattr(change, "table", None)
        if table is not None and change.after is not None:
            current: dict[str, Any] = {"table": self.table(table.full_name) or table}
            change = replace(change, **current)
        self.changes.append(change)

    def alter(self, table: str, **fields: Any) -> None:  # noqa: ANN401 # whatever fields a Table has
        """Change what is no Change of its own: no reviewer has to see it, later statements have to know it."""
        self.schema = change_table(self.schema, table, lambda value: replace(value, **fields))

    def problem(self, problem: Problem) -> None:
        """Note what cannot be read or run; the first of a statement is the one that is shown."""
        self.problems.append(problem)

    def missing(self, span: Span, name: str) -> None:
        """Note that the statement is about an object that is not there; `if exists` allows that."""
        allowed = self.words & {"if-exists", "guarded"} or name in self.schema.opaque
        if not allowed and not self._is_elsewhere(name) and not self._may_be_unread(name):
            self.problem(does_not_exist(span, name))

    def _may_be_unread(self, name: str) -> bool:
        """Whether it may be in what was not read: of the Schema, or of its table."""
        table = self._table_of(name)
        return bool(self.schema.unread or (table and table.unread))

    def _table_of(self, name: str) -> Table | None:
        """The table in the name of a part, `table.column` or `table:index`."""
        return self.table(re.split(r"[.:](?=[^.:]*$)", name)[0])

    def _is_elsewhere(self, name: str) -> bool:
        """Whether it is in a schema that these migrations do not make, like Supabase's `auth`: nothing of it can be known."""
        schema, dot, _ = name.partition(".")
        if not dot or self.schema.namespaces.count(schema) or self.table(schema) is not None:
            return False
        return not any(schema in (table.schema, table.name) for table in self.schema.tables)

    def existing(self, span: Span, name: str) -> None:
        """Note that the statement makes what is there already; `if not exists` and a guarding block allow that.

        What was not read of its table may have dropped it.
        """
        table = self._table_of(name)
        if not self.words & {"if-not-exists", "guarded"} and not (table and table.unread):
            self.problem(exists_already(span, name))

    def table(self, name: str) -> Table | None:
        """The table of that full name; SQLite and MySQL find it in other letters too."""
        exact = self.schema.table(name)
        if exact is not None or self.dialect is Dialect.POSTGRESQL:
            return exact
        return next(self.schema.tables_mentioning(name.lower(), _lower_name), None)

    def unread(self, table: str | None, problem: Problem) -> None:
        """Say of a table, or of the whole Schema where no table is known, that something of it was not read."""
        if table is not None and self.table(table) is not None:
            self.schema = change_table(self.schema, table, lambda value: replace(value, unread=(*value.unread, problem)))
        else:
            self.schema = with_unread(self.schema, problem)

    def hold(self, table: str, *, columns: tuple[Column, ...] | None = None, implicit_indexes: tuple[Index, ...] | None = None) -> None:
        """What changes in the words of the model and not on the server, so that no Change says it; and MySQL's own indexes."""

        def held(value: Table) -> Table:
            kept = value.columns if columns is None else columns
            indexes = value.implicit_indexes if implicit_indexes is None else implicit_indexes
            is_same = kept is value.columns and not (indexes or value.implicit_indexes)
            return value if is_same else replace(value, columns=kept, implicit_indexes=indexes)

        self.schema = change_table(self.schema, table, held)

    def move(self, table: str, places: Mapping[str, str | None]) -> None:
        """Columns to the place behind another one, or to the first where that is None."""
        known = self.table(table)
        if known is None or not places:
            return
        order = list(known.column_names())
        for name, before in places.items():
            order.remove(name)
            order.insert(0 if before is None else order.index(before) + 1 if before in order else len(order), name)
        self.hold(table, columns=tuple(column for name in order if (column := known.column(name))))

    def opaque(self, name: str, *, exists: bool) -> None:
        """Note that a table comes, or goes, of which nothing but the name is known."""
        known = self.schema.opaque - {name}
        self.schema = replace(self.schema, opaque=known | {name} if exists else known)

    def created(self, name: Name) -> Name:
        """The name an object gets that is made under it."""
        if name.written:
            return name
        return Name(self.session.search_path[0] if self.session.search_path else None, name.name)

    def resolved(self, name: Name) -> Name:
        """The name of the table that is meant: an unqualified one is looked for along the search path."""
        if name.written:
            return name
        found = (Name(schema, name.name) for schema in self.session.search_path)
        return next((each for each in found if self.table(each.full_name)), self.created(name))


def _lower_name(table: Table) -> tuple[str]:
    return (table.full_name.lower(),)


def with_unread(schema: Schema, problem: Problem) -> Schema:
    """The Schema with one more thing that was not read; of very many the first tell enough, and every Step would hold them all."""
    return schema if len(schema.unread) >= MOST_UNREAD else replace(schema, unread=(*schema.unread, problem))


def object_name(cursor: Cursor) -> Name:
    """`name`, `schema.name` or `database.schema.name`; the default schema counts as not written."""
    parts = [cursor.name()]
    while cursor.accept("."):
        parts.append(cursor.take().text if cursor.word() else cursor.name())
    if len(parts) == 1:
        return Name(None, parts[0])
    schema = parts[-2]
    return Name(None if schema == DEFAULT_SCHEMAS.get(cursor.dialect) else schema, parts[-1], written=True)


def unreadable(error: Unreadable, source: Source, verb: str) -> Problem:
    """The Problem that says where a statement stopped making sense."""
    if error.token is None:
        return ends_early(source.span(max(error.end - 1, 0), error.end), verb)
    text = source.text[error.token.start : error.token.end]
    return not_understood(source.span(error.token.start, error.token.end), verb, text)
