"""A chain that declares a table → a Table with everything that its three arguments say."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Column, Dialect, ForeignKey, Index, IndexPart, PrimaryKey, Problem, Span, Table, UniqueConstraint
from bot.parse.drizzle.columns import read_column
from bot.parse.drizzle.extras import Extras, read_extra
from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.modifiers import ColumnParts
from bot.parse.drizzle.policies import crud_policies
from bot.parse.drizzle.problems import declared_twice, not_understood
from bot.parse.drizzle.reading import Reading, Shape, TableReading, problem_of
from bot.parse.drizzle.values import UNDEFINED, Built, Entry, Function, Member, Object, Sql, Unresolved, Value, is_true

MODIFIERS = ("enableRLS", "$inferSelect", "as")


def read_table(built: Built, shape: Shape, reading: Reading, *, span: Span, variable: str | None) -> Table:
    """The table of a chain whose shape is known; what of it is not known stands in `unread`."""
    problems: list[Problem] = [gap.problem for gap in shape.columns.gaps]
    table = TableReading(shape, reading, problems)
    parts = list(_column_parts(table))
    extras = Extras()
    for element in _extra_elements(built, table):
        read_extra(element, table, extras)
    problems.extend(not_understood(call.span, f".{call.name}()") for call in shape.call.modifiers if call.name not in MODIFIERS)
    key = _primary_key(parts, extras)
    uniques = [unique for part in parts for unique in part.uniques if not _is_covered(unique, extras, reading)] + extras.uniques
    as_indexes = reading.dialect is Dialect.SQLITE and reading.kit == 0
    protected = shape.call.row_security or any(call.name == "enableRLS" for call in shape.call.modifiers)
    return Table(
        shape.name,
        span,
        schema=shape.schema,
        columns=tuple(_with_key(part, key, reading.dialect) for part in parts),
        primary_key=key,
        uniques=() if as_indexes else tuple(_distinct(uniques)),
        foreign_keys=tuple(_last_keys([*(reference for part in parts for reference in part.foreign_keys), *extras.foreign_keys], problems)),
        checks=tuple(extras.checks),
        indexes=(*extras.indexes, *(map(_unique_index, uniques) if as_indexes else ())),
        policies=tuple(extras.policies),
        row_security=protected or bool(extras.policies),
        unread=tuple(dict.fromkeys(problems)),
        variable=variable,
    )


def _column_parts(table: TableReading) -> Iterator[ColumnParts]:
    for key, entry in table.shape.columns.entries.items():
        parts = None if entry.value is UNDEFINED else read_column(key, entry, table)
        if parts is not None:
            yield parts


def _extra_elements(built: Built, table: TableReading) -> Iterator[Built]:
    extra, shape = table.shape.call.extra, table.shape
    if isinstance(extra, Function):
        columns = Object({key: Entry(Member(built, key, entry.place), entry.place) for key, entry in shape.columns.entries.items()})
        columns.gaps.extend(shape.columns.gaps)
        extra = invoke(extra, [columns], lambda: Unresolved("", not_understood(built.span, "extraConfig")))
    if isinstance(extra, Object):
        table.problems.extend(gap.problem for gap in extra.gaps)
        extra = [entry.value for entry in extra.entries.values()]
    yield from _elements(extra, built, table)


def _elements(value: Value, built: Built, table: TableReading, *, depth: int = 2) -> Iterator[Built]:
    """The chains in what the third argument gives: drizzle-orm flattens arrays by one level."""
    match value:
        case Sql():
            return  # drizzle-orm ignores it
        case Built(name="crudPolicy"):
            yield from crud_policies(value)
        case Built():
            yield value
        case list() if depth:
            for item in value:
                yield from _elements(item, built, table, depth=depth - 1)
        case Object(gaps=[]) | str() | int() if table.reading.kit == 0 and depth < 2:
            return  # so does drizzle-kit before 1.0 with anything that is not drizzle-orm's
        case _ if is_true(value) is not False:
            table.problems.append(problem_of(value, built.span))


def _primary_key(parts: list[ColumnParts], extras: Extras) -> PrimaryKey | None:
    if extras.primary_keys:
        return extras.primary_keys[-1]
    columns = [part for part in parts if part.primary]
    return PrimaryKey(tuple(part.name for part in columns), columns[0].span) if columns else None


def _with_key(parts: ColumnParts, key: PrimaryKey | None, dialect: Dialect) -> Column:
    if key and key.forbids_null(parts.name, dialect):
        parts.nullable = False
    return parts.column()


def _is_covered(unique: UniqueConstraint, extras: Extras, reading: Reading) -> bool:
    # The 1.0 line leaves a column's .unique() out on SQLite where a unique index covers the same column.
    if reading.dialect is not Dialect.SQLITE or reading.kit == 0:
        return False
    return any(index.unique and index.columns == unique.columns and len(index.parts) == 1 for index in extras.indexes)


def _distinct(uniques: list[UniqueConstraint]) -> Iterator[UniqueConstraint]:
    # A constraint of the table wins over one of the same name at a column.
    yield from {unique.name: unique for unique in uniques}.values()


def _last_keys(keys: list[ForeignKey], problems: list[Problem]) -> Iterator[ForeignKey]:
    """The foreign keys, of several under one name the last, with a remark where that loses something."""
    last = {key.name: key for key in keys}
    problems.extend(declared_twice(key.span, key.name or "") for key in keys if key != last[key.name])
    yield from last.values()


def _unique_index(unique: UniqueConstraint) -> Index:
    # Before 1.0 drizzle-kit makes SQLite's unique constraints unique indexes.
    return Index(unique.name, tuple(IndexPart(name) for name in unique.columns), unique.span, unique=True, implicit=unique.implicit)
