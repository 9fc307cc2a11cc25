"""What an object is, in one line of lower-case SQL words that belongs to no language: for JSON and for the change table."""

from collections.abc import Iterator

from bot.emit import create_table, type_text
from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Enum,
    Expression,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexPart,
    Policy,
    PrimaryKey,
    Sequence,
    Table,
    UniqueConstraint,
    Unknown,
    View,
)


def definition(value: object, dialect: Dialect) -> str:
    """One schema object as text: a table as its CREATE TABLE, anything else without its name; nothing for None."""
    match value:
        case None:
            return ""
        case Table():
            return create_table(value, dialect)
        case Column():
            return " ".join(_column(value, dialect))
        case Enum():
            return enum_values(value.values)
        case View():
            return expression(value.definition)
        case Sequence():
            return options(value.options)
        case str():
            return value
        case _:
            return part_definition(value)


def part_definition(value: object) -> str:
    """A key, constraint, index, policy or sequence as text: what needs no dialect."""
    match value:
        case PrimaryKey(columns=columns):
            return f"primary key ({', '.join(columns)})"
        case UniqueConstraint():
            nulls = " nulls not distinct" if value.nulls_not_distinct else ""
            return f"unique{nulls} ({', '.join(value.columns)})"
        case ForeignKey():
            return " ".join(_foreign_key(value))
        case CheckConstraint():
            return f"check ({expression(value.expression)})" + ("" if value.validated else " not valid")
        case Index():
            return " ".join(_index(value))
        case Policy():
            return " ".join(_policy(value))
        case Sequence():
            return options(value.options)
        case _:
            raise TypeError(f"no schema object: {type(value).__name__}")


def expression(value: Expression | Unknown | None) -> str:
    """An expression as it is compared; `?` and the source text where it was not understood."""
    match value:
        case None:
            return ""
        case Expression(text=text):
            return text
        case Unknown(text=text):
            return f"?{text}"


def column_type(value: ColumnType | Unknown, dialect: Dialect) -> str:
    """A column type as SQL; `?` and the source text where it was not understood."""
    return f"?{value.text}" if isinstance(value, Unknown) else type_text(value, dialect)


def generated(value: Generated | None) -> str:
    """A computed column's expression and kind, empty where it is not computed."""
    return f"generated as ({expression(value.expression)}) {'stored' if value.stored else 'virtual'}" if value else ""


def identity(value: Identity | None) -> str:
    """An identity column's kind, empty where it is none."""
    return f"generated {'always' if value.always else 'by default'} as identity" if value else ""


def enum_values(values: tuple[str, ...]) -> str:
    """The values of an enum in their order."""
    return "(" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + ")"


def options(pairs: tuple[tuple[str, str], ...]) -> str:
    """Table or sequence options."""
    return ", ".join(f"{name} {value}".strip() for name, value in pairs)


def _column(column: Column, dialect: Dialect) -> Iterator[str]:
    yield column_type(column.type, dialect)
    if not column.nullable:
        yield "not null"
    if column.default is not None:
        yield f"default {expression(column.default)}"
    yield from filter(None, (generated(column.generated), identity(column.identity)))
    if column.autoincrement:
        yield "autoincrement"
    if column.on_update:
        yield f"on update {column.on_update.text}"
    for word, value in (("collate", column.collation), ("character set", column.charset), ("comment", column.comment)):
        if value is not None:
            yield f"{word} {value}"


def _foreign_key(key: ForeignKey) -> Iterator[str]:
    targets = f" ({', '.join(key.target_columns)})" if key.target_columns else ""
    yield f"foreign key ({', '.join(key.columns)}) references {key.target}{targets}"
    for event, action in (("delete", key.on_delete), ("update", key.on_update)):
        if action != "no action":
            yield f"on {event} {action}"
    if not key.validated:
        yield "not valid"


def _index(index: Index) -> Iterator[str]:
    yield "unique index" if index.unique else "index"
    if index.method not in (None, "btree"):
        yield f"using {index.method}"
    yield f"({', '.join(map(index_part, index.parts))})"
    if index.include:
        yield f"include ({', '.join(index.include)})"
    if index.nulls_not_distinct:
        yield "nulls not distinct"
    if index.where is not None:
        yield f"where {expression(index.where)}"


def index_part(part: IndexPart) -> str:
    """One key part of an index with its order."""
    key = part.column if part.column is not None else f"({expression(part.expression)})"
    words = [f"{key}({part.length})" if part.length else key]
    words += filter(None, (part.collation and f"collate {part.collation}", part.opclass, "desc" if part.descending else ""))
    return " ".join([*words, *([f"nulls {part.nulls}"] if part.nulls else [])])


def _policy(policy: Policy) -> Iterator[str]:
    yield f"{'permissive' if policy.permissive else 'restrictive'} for {policy.command}"
    if policy.roles:
        yield f"to {', '.join(policy.roles)}"
    for word, value in (("using", policy.using), ("with check", policy.with_check)):
        if value is not None:
            yield f"{word} ({expression(value)})"
