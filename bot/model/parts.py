"""What a table is made of. Spans, spellings and whether a name was written are not compared."""

import re
from dataclasses import dataclass, field

from bot.model.place import Span, Unknown
from bot.model.types import ColumnType, Dialect, Expression

# A literal, or the moment at which the statement runs.
ONE_VALUE = re.compile(r"'(?:[^']|'')*'|[-+]?\d+(?:\.\d+)?|true|false|now\(\)|current_timestamp(?:\(\d*\))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Generated:
    """A computed column; `stored` is false for a virtual one."""

    expression: Expression | Unknown
    stored: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """An SQL identity column; `options` are the sequence options that differ from what the server assumes, sorted."""

    always: bool
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `application_default` and `application_values` live in the program only (Drizzle's `$defaultFn`, `text({ enum })`): the database
    does not know them, nor the `application_update` that it writes with every change (`$onUpdate`). `attribute` is the key in the
    Drizzle table object. An `inherited` column is there because of the table's parents alone, and goes with theirs. `not_null` is the
    name that PostgreSQL's constraint was given; old rows may hold NULL in spite of one
    that is not `not_null_validated`. `sequence` is the name of the one that fills a serial or identity column, None for the usual one.
    `inline_reference` is the table that REFERENCES in a column of MySQL or MariaDB names, where the server may forget it.
    """

    name: str
    type: ColumnType | Unknown
    span: Span = field(compare=False)
    nullable: bool = True
    default: Expression | Unknown | None = None
    generated: Generated | None = None
    identity: Identity | None = None
    autoincrement: bool = False
    on_update: Expression | None = None
    collation: str | None = None
    charset: str | None = None
    comment: str | None = None
    inherited: bool = field(default=False, compare=False)
    not_null: str | None = field(default=None, compare=False)
    not_null_validated: bool = True
    sequence: str | None = field(default=None, compare=False)
    inline_reference: str | None = field(default=None, compare=False)
    application_default: bool = field(default=False, compare=False)
    application_values: tuple[str, ...] = field(default=(), compare=False)
    application_update: bool = field(default=False, compare=False)
    attribute: str | None = field(default=None, compare=False)

    @property
    def is_serial(self) -> bool:
        """Of PostgreSQL's serial family: a sequence of its own fills it."""
        return isinstance(self.type, ColumnType) and self.type.is_serial

    @property
    def has_sequence(self) -> bool:
        """Whether PostgreSQL keeps a sequence for the column."""
        return self.is_serial or self.identity is not None

    def sequence_in(self, table: str) -> str:
        """The name of that sequence, in the table of that name."""
        return self.sequence or f"{table}_{self.name}_seq"

    @property
    def has_value_without_input(self) -> bool:
        """Whether the database fills the column when an insert does not name it."""
        filled = self.default is not None or self.generated is not None or self.identity is not None
        return filled or self.autoincrement or self.is_serial

    @property
    def is_same_in_all_rows(self) -> bool:
        """Whether rows that are there when the column is added get one and the same value in it, which is not NULL."""
        numbered = self.identity is not None or self.generated is not None or self.autoincrement or self.is_serial
        return not numbered and isinstance(self.default, Expression) and ONE_VALUE.fullmatch(self.default.text) is not None


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """The primary key; `name` is None where the server or tool has none. `deferrable` is as in ForeignKey."""

    columns: tuple[str, ...]
    span: Span = field(compare=False)
    name: str | None = field(default=None, compare=False)
    include: tuple[str, ...] = field(default=(), compare=False)
    deferrable: str = field(default="", compare=False)

    def forbids_null(self, column: str, dialect: Dialect) -> bool:
        """Whether the column is one of the key's and so NOT NULL; SQLite lets those of a composite key be NULL."""
        return column in self.columns and (dialect is not Dialect.SQLITE or len(self.columns) == 1)


@dataclass(frozen=True, slots=True)
class UniqueConstraint:
    """A UNIQUE constraint; its server-made index is not listed again under indexes. `deferrable` is as in ForeignKey."""

    name: str | None
    columns: tuple[str, ...]
    span: Span = field(compare=False)
    nulls_not_distinct: bool = False
    implicit: bool = field(default=False, compare=False)
    include: tuple[str, ...] = field(default=(), compare=False)
    deferrable: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key; `target` is the full name of the referenced table. Actions are lower case, `no action` by default.

    `deferrable` is empty, `deferrable` or `deferrable initially deferred`; Drizzle cannot say it, so it is not compared. Nor `nulled`, the
    columns that PostgreSQL's `ON DELETE SET NULL (…)` is limited to.
    """

    name: str | None
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    span: Span = field(compare=False)
    on_delete: str = "no action"
    on_update: str = "no action"
    validated: bool = True
    implicit: bool = field(default=False, compare=False)
    deferrable: str = field(default="", compare=False)
    match_full: bool = field(default=False, compare=False)
    nulled: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class CheckConstraint:
    """A CHECK constraint; one written at a column belongs to the table all the same.

    With `no_inherit` it is no concern of the table's children; an `inherited` one is there because of the parents alone.
    """

    name: str | None
    expression: Expression | Unknown
    span: Span = field(compare=False)
    validated: bool = True
    implicit: bool = field(default=False, compare=False)
    no_inherit: bool = field(default=False, compare=False)
    inherited: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One key part of an index: a column by name or an expression; `length` is MySQL's prefix in characters.

    `spelling` is the SQL text that the author wrote for it in a Drizzle schema, in canonical form, where it was no column reference.
    """

    column: str | None = None
    expression: Expression | Unknown | None = None
    descending: bool = False
    nulls: str | None = None
    opclass: str | None = None
    collation: str | None = None
    length: int | None = None
    spelling: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Index:
    """An index that was asked for by name or position; `implicit` where the tool chose its name.

    `method` is the access method, `btree` on PostgreSQL by default, `fulltext` and `spatial` on MySQL, None elsewhere.
    """

    name: str | None
    parts: tuple[IndexPart, ...]
    span: Span = field(compare=False)
    unique: bool = False
    method: str | None = None
    where: Expression | Unknown | None = None
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False
    implicit: bool = field(default=False, compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The key columns up to the first expression."""
        found = []
        for part in self.parts:
            if part.column is None:
                break
            found.append(part.column)
        return tuple(found)

    @property
    def is_plain(self) -> bool:
        """A whole-table index over columns only, in a method that keeps order: usable for any equality on its left prefix."""
        whole = all(part.column is not None and part.length is None for part in self.parts)
        return whole and self.where is None and self.method in (None, "btree")

    def serves_equality_on(self, columns: tuple[str, ...]) -> bool:
        """Whether its rows include every row where those columns are not NULL, and its method can look values up."""
        not_null = {f"{quote}{name}{quote} is not null" for name in columns for quote in ('"', "`", "")}
        covers = self.where is None or (isinstance(self.where, Expression) and self.where.text in not_null)
        return covers and self.method in (None, "btree", "hash") and all(part.length is None for part in self.parts[: len(columns)])


@dataclass(frozen=True, slots=True)
class Exclusion:
    """PostgreSQL's EXCLUDE constraint: an index, each part with the operator that no two rows may answer to."""

    index: Index
    operators: tuple[str, ...]
    deferrable: str = ""

    @property
    def name(self) -> str | None:
        """The name of the constraint and of its index."""
        return self.index.name


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger by its name and the full name of the routine it calls; what else it says is not looked into."""

    name: str
    routine: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """A row security policy; roles sorted, expressions canonical."""

    name: str
    span: Span = field(compare=False)
    permissive: bool = True
    command: str = "all"
    roles: tuple[str, ...] = ()
    using: Expression | Unknown | None = None
    with_check: Expression | Unknown | None = None
