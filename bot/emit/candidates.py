"""A proposed index, named as the schema names its own, as SQL and as Drizzle text."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count

from bot.emit.drizzle import drizzle_index
from bot.emit.indexes import create_index
from bot.model import POSTGRESQL_NAME_BYTES, Candidate, Dialect, Expression, Index, IndexPart, Message, Project, Schema, Table

# The first of each is the default; the others are taken where most indexes of the schema are named so.
STYLES = (
    "{table}_{columns}_idx",
    "{table}_{columns}_index",
    "idx_{table}_{columns}",
    "ix_{table}_{columns}",
    "{table}_{columns}_ix",
    "{columns}_idx",
    "{columns}_index",
    "idx_{columns}",
)
UNIQUE_STYLES = (
    "{table}_{columns}_unique",
    "{table}_{columns}_key",
    "{table}_{columns}_uq",
    "uq_{table}_{columns}",
    "{table}_{columns}_unique_idx",
    "unique_{table}_{columns}",
    "{columns}_unique",
    *STYLES,
)
# What a name tells that spells its columns in a way of its own.
AFFIXES = (
    (r".*_idx", "{table}_{columns}_idx"),
    (r".*_index", "{table}_{columns}_index"),
    (r"idx_.*", "idx_{table}_{columns}"),
    (r"ix_.*", "ix_{table}_{columns}"),
)
MYSQL_CHARACTERS = 64


@dataclass(frozen=True, slots=True)
class IndexStyles:
    """The patterns by which a schema names its indexes, and its unique ones."""

    plain: str
    unique: str


def index_candidate(
    table: Table,
    columns: tuple[str, ...],
    *,
    project: Project,
    schema: Schema,
    unique: bool = False,
    where: str | None = None,
    is_new: bool = False,
    styles: IndexStyles | None = None,
) -> Candidate:
    """A proposed index on the columns, in their order.

    `where` is the condition of a partial index as SQL. The SQL says CONCURRENTLY where PostgreSQL takes it: on a table that is not
    new, with a runner that is known to use no transaction. The Drizzle text is None where the project has no Drizzle schema.
    """
    parts = tuple(IndexPart(column) for column in columns)
    name = index_name(table, columns, schema=schema, unique=unique, styles=styles)
    index = Index(name, parts, table.span, unique=unique, where=Expression(where) if where else None)
    concurrently = project.dialect is Dialect.POSTGRESQL and not is_new and project.runner.transaction == "none"
    return Candidate(
        table=table.full_name,
        columns=columns,
        sql=create_index(table, index, project.dialect, concurrently=concurrently) + ";",
        drizzle=drizzle_index(table, index) if project.has_drizzle_schema else None,
        reason=_reason(table, columns, unique=unique),
        unique=unique,
        where=where,
    )


def _reason(table: Table, columns: tuple[str, ...], *, unique: bool) -> Message:
    key = next((key for key in table.foreign_keys if set(key.columns) == set(columns)), None)
    if unique:
        return Message.of(
            en="the same {columns} can then occur only once in {table}",
            ko="{table}에 같은 {columns} 값이 한 번만 들어갈 수 있습니다",
            columns=columns,
            table=table.full_name,
        )
    if key:
        return Message.of(
            en="supports the foreign key to {target}: joins, and deletes from {target}, find {columns} in {table} without a full scan",
            ko="{target}을(를) 참조하는 외래 키용 인덱스입니다. "
            "조인하거나 {target}의 행을 삭제할 때 {table}을(를) 풀 스캔하지 않고 {columns}(으)로 찾습니다",
            target=key.target,
            columns=columns,
            table=table.full_name,
        )
    return Message.of(
        en="finds rows of {table} by {columns} without a full scan",
        ko="{table}을(를) 풀 스캔하지 않고 {columns}(으)로 행을 찾습니다",
        table=table.full_name,
        columns=columns,
    )


def index_name(table: Table, columns: tuple[str, ...], *, schema: Schema, unique: bool = False, styles: IndexStyles | None = None) -> str:
    """A free name in the style of the schema's indexes, no longer than the database allows."""
    styles = styles or index_styles(schema)
    style = styles.unique if unique else styles.plain
    full = style.format_map({"table": table.name, "columns": "_".join(columns)})
    numbered = chain((full,), (f"{full}_{number}" for number in count(2)))
    shortened = (_shortened(name, schema.dialect) for name in numbered)
    return next(name for name in shortened if not any(schema.tables_mentioning(name, _relations)))


def index_styles(schema: Schema) -> IndexStyles:
    """How most of the schema's indexes are named; looks at all of them."""
    return IndexStyles(_style(schema, unique=False), _style(schema, unique=True))


def _style(schema: Schema, *, unique: bool) -> str:
    styles = UNIQUE_STYLES if unique else STYLES
    own = [(table, index) for table in schema.tables for index in table.indexes if index.name and index.unique == unique]
    votes = Counter(style for table, index in own if (style := _style_of(table, index, styles)))
    best = max(votes.values(), default=0)
    return next((style for style in styles if best and votes[style] == best), styles[0])


def _style_of(table: Table, index: Index, styles: tuple[str, ...]) -> str | None:
    words = {"table": table.name, "columns": "_".join(index.columns)}
    exact = (style for style in styles if index.columns and style.format_map(words) == index.name)
    told = (style for pattern, style in AFFIXES if style in styles and re.fullmatch(pattern, index.name or ""))
    return next(exact, next(told, None))


def _relations(table: Table) -> Iterator[str]:
    """Names an index must not have: on PostgreSQL it shares them with tables and constraints."""
    yield table.name
    yield from (index.name for index in table.indexes if index.name)
    yield from (unique.name for unique in table.uniques if unique.name)
    if table.primary_key and table.primary_key.name:
        yield table.primary_key.name


def _shortened(name: str, dialect: Dialect) -> str:
    """The name, or where it is too long its beginning and a hash of the whole, always the same one."""
    mark = f"_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    if dialect.is_mysql_family and len(name) > MYSQL_CHARACTERS:
        return name[: MYSQL_CHARACTERS - len(mark)] + mark
    if dialect is Dialect.POSTGRESQL and len(name.encode()) > POSTGRESQL_NAME_BYTES:
        return name.encode()[: POSTGRESQL_NAME_BYTES - len(mark)].decode(errors="ignore") + mark
    return name
