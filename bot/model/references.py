"""Whether the two sides of a foreign key have types that go together: what a server refuses, and what it accepts to someone's harm.

PostgreSQL needs an equality operator for both types, or an implicit cast to the target's; InnoDB the same integer in size and sign, the
same character set and collation; SQLite compares anything. Held against real servers in `tests/rules`.
"""

from collections.abc import Iterator
from enum import StrEnum

from bot.model.charsets import with_charset
from bot.model.parts import Column, ForeignKey
from bot.model.relations import Relation
from bot.model.schema import Schema, Table
from bot.model.types import TEXTS, ColumnType, Dialect

POSTGRESQL_WIDTHS = {"smallint": 2, "smallserial": 2, "integer": 4, "serial": 4, "bigint": 8, "bigserial": 8}
WIDENING = frozenset({("integer", "numeric"), ("integer", "float"), ("numeric", "float")})
# InnoDB keeps DECIMAL as fixed-length bytes and lets it point at BINARY (measured).
MYSQL_FAMILIES = {"decimal": "binary", "double": "double", "binary": "binary", "varbinary": "binary", "char": "text", "varchar": "text"}


class Fit(StrEnum):
    """How a foreign-key column's type fits the column it points at."""

    SAME = "same"
    NARROWER = "narrower"
    CONVERTED = "converted"
    REFUSED = "refused"


def referenced_pairs(table: Table, key: ForeignKey, schema: Schema) -> Iterator[tuple[Column, Column]]:
    """The columns of a foreign key with those they point at, as far as both are known."""
    target = schema.table(key.target)
    for name, target_name in zip(key.columns, key.target_columns, strict=False) if target else ():
        own, theirs = table.column(name), target.column(target_name) if target else None
        if target and own and theirs:
            yield with_charset(own, table), with_charset(theirs, target)


def related_keys(relation: Relation, schema: Schema) -> tuple[tuple[Table, ForeignKey], ...]:
    """The foreign keys between the two tables of a relation, either way, that are over some of its columns."""
    ends = ((relation.table, relation.target, relation.columns), (relation.target, relation.table, relation.target_columns))
    tables = ((schema.table(name or ""), other, set(columns or ())) for name, other, columns in ends)
    return tuple(
        (table, key) for table, other, own in tables if table for key in table.foreign_keys if key.target == other and own & {*key.columns}
    )


def related_pairs(relation: Relation, schema: Schema) -> tuple[tuple[Column, Column], ...]:
    """The columns that a relation matches, each with its partner; none where one is not known."""
    table, target = schema.table(relation.table), schema.table(relation.target or "")
    if table is None or target is None or len(relation.columns or ()) != len(relation.target_columns or ()):
        return ()
    names = zip(relation.columns or (), relation.target_columns or (), strict=True)
    found = [(table.column(own), target.column(other)) for own, other in names]
    known = tuple((own, other) for own, other in found if own and other)
    return known if len(known) == len(found) else ()


def fit(column: Column, target: Column, schema: Schema) -> Fit:
    """How the type of a foreign-key column fits its target's. What is not known for certain counts as the same."""
    own, other = column.type, target.type
    if not isinstance(own, ColumnType) or not isinstance(other, ColumnType) or own.dimensions or other.dimensions:
        return Fit.SAME
    match schema.dialect:
        case Dialect.POSTGRESQL:
            return _postgresql(own, other, schema)
        case Dialect.SQLITE:
            return Fit.CONVERTED if {own.affinity, other.affinity} == {"integer", "text"} else Fit.SAME
        case _:
            return _mysql(column, own, target, other)


def _postgresql(own: ColumnType, other: ColumnType, schema: Schema) -> Fit:
    families = _postgresql_family(own, schema), _postgresql_family(other, schema)
    if None in families:
        return Fit.SAME
    if families[0] != families[1]:
        return Fit.CONVERTED if families in WIDENING else Fit.REFUSED
    return _width(POSTGRESQL_WIDTHS.get(own.name), POSTGRESQL_WIDTHS.get(other.name)) or _width(own.length, other.length) or Fit.SAME


def _postgresql_family(used: ColumnType, schema: Schema) -> str | None:
    """The group within which comparisons work; None for what may have operators of its own (a domain, an extension's type)."""
    if used.user_defined:
        name = f"{used.schema}.{used.name}" if used.schema else used.name
        return f"enum {name}" if schema.enum(name) else None
    if used.is_integer:
        return "integer"
    if used.name in TEXTS - {"citext", "name"}:
        return "text"
    return {"numeric": "numeric", "real": "float", "double precision": "float", "uuid": "uuid", "boolean": "boolean"}.get(used.name)


def _mysql(column: Column, own: ColumnType, target: Column, other: ColumnType) -> Fit:
    families = _mysql_family(own), _mysql_family(other)
    if None in families:
        return Fit.SAME
    if families[0] != families[1] or _differ(column.charset, target.charset) or _differ(column.collation, target.collation):
        return Fit.REFUSED
    return (_width(own.length, other.length) if families[0] == "text" else None) or Fit.SAME


def _mysql_family(used: ColumnType) -> str | None:
    if used.name == "serial":
        return "bigint unsigned"
    if used.name == "boolean" or used.is_integer:
        name = {"boolean": "tinyint", "integer": "int"}.get(used.name, used.name)
        return f"{name} unsigned" if used.unsigned else name
    return MYSQL_FAMILIES.get(used.name)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.lower() != other.lower()


def _width(own: int | None, other: int | None) -> Fit | None:
    return Fit.NARROWER if own is not None and other is not None and own < other else None
