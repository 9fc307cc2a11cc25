"""Column definitions: a name, a type, and clauses in any order."""

from collections.abc import Callable
from dataclasses import replace

from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Generated,
    Identity,
    PrimaryKey,
    Schema,
    Sorted,
    UniqueConstraint,
    Unknown,
)
from bot.parse.expressions import canonical_default
from bot.parse.sequences import canonical_identity
from bot.parse.sql.charsets import of_bytes
from bot.parse.sql.clauses import always, enclosed, is_column_word, operand, type_text
from bot.parse.sql.column_reader import ColumnReader
from bot.parse.sql.column_words import MYSQL_CLAUSES, fill_timestamp
from bot.parse.sql.constraints import attributes, deferrable, is_validated, references
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.implicit import made_index
from bot.parse.sql.lookups import placed
from bot.parse.sql.options import identity_options
from bot.parse.sql.parts import Parts
from bot.parse.sql.problems import unknown_type
from bot.parse.sql.versions import honours_inline_references
from bot.parse.types import canonical_type

NATIONAL = frozenset({"national", "nchar", "nvarchar"})


def read_column(cursor: Cursor, draft: Draft, parts: Parts, table: str) -> Column:
    """A column definition → its Column; what it says of the table goes to the parts. The cursor must end with it."""
    start = cursor.place
    name = cursor.name()
    return column_definition(cursor, draft, parts, table=table, name=name, start=start)


def column_definition(cursor: Cursor, draft: Draft, parts: Parts, *, table: str, name: str, start: int) -> Column:
    """What follows a column's name: type and clauses up to the cursor's end."""
    begun = cursor.place
    type_ = _column_type(cursor, draft, parts, name)
    if cursor.place == begun and draft.dialect is not Dialect.SQLITE:
        raise cursor.unreadable()
    reader = ColumnReader(cursor, draft, parts, table, name, type_, start)
    if draft.dialect.is_mysql_family and cursor.tokens[begun].word in NATIONAL:
        reader.given["charset"] = "utf8mb3"
    while not cursor.is_done:
        _clause(reader)
    if reader.label is not None:
        raise cursor.unreadable()
    return _column(reader)


def override_column(cursor: Cursor, draft: Draft, parts: Parts, table: str) -> None:
    """What a partition says anew of a column that it has from its parent."""
    start = cursor.place
    name = cursor.name()
    known = next((column for column in parts.columns if column.name == name), None)
    if known is None:
        raise cursor.unreadable()
    cursor.accept("with", "options")
    reader = ColumnReader(cursor, draft, parts, table, name, known.type, start)
    while not cursor.is_done:
        _clause(reader)
    if "default" in reader.given:
        reader.given["default"] = canonical_default(reader.given["default"], known.type, draft.dialect)
    parts.columns[parts.columns.index(known)] = replace(known, **reader.given)


def _column(reader: ColumnReader) -> Column:
    given, type_, key = reader.given, reader.type_, reader.parts.primary_key
    serial = isinstance(type_, ColumnType) and type_.is_serial
    if serial or (key and _forbids_null(key, reader)) or "identity" in given:
        given["nullable"] = False
    if serial and reader.draft.dialect.is_mysql_family:
        given["autoincrement"] = True
        reader.parts.made.append(made_index(None, (reader.name,), reader.cursor.span(reader.start), unique=True))
    if given.get("charset") == "binary" and isinstance(type_, ColumnType):
        type_ = of_bytes(type_)
        del given["charset"]
    if isinstance(type_, ColumnType) and type_.name == "timestamp":
        fill_timestamp(reader)
    if "default" in given:
        given["default"] = canonical_default(given["default"], type_, reader.draft.dialect)
    column = Column(reader.name, type_, reader.cursor.span(reader.start), **given)
    reader.parts.columns.append(column)
    return column


def _forbids_null(key: PrimaryKey, reader: ColumnReader) -> bool:
    """Whether the key makes the column NOT NULL; SQLite's is judged when the whole table is read."""
    return reader.draft.dialect is not Dialect.SQLITE and key.forbids_null(reader.name, reader.draft.dialect)


def _column_type(cursor: Cursor, draft: Draft, parts: Parts, column: str) -> ColumnType | Unknown:
    if is_column_word(cursor) and draft.dialect is not Dialect.SQLITE:
        raise cursor.unreadable()
    start = cursor.place
    text = "" if is_column_word(cursor) else type_text(cursor)
    found = placed(read_type(text, draft.schema), draft)
    if isinstance(found, Unknown) and cursor.place > start:
        parts.problems.append(unknown_type(cursor.span(start), column, text))
    return found


def read_type(text: str, schema: Schema) -> ColumnType | Unknown:
    """The type of that text, with the Schema's enums known."""
    return canonical_type(text, schema.dialect, Sorted.of(schema.enums).names)


def _clause(reader: ColumnReader) -> None:
    cursor = reader.cursor
    if cursor.accept("character", "set"):
        reader.given["charset"] = cursor.take().text.lower()
        return
    read = CLAUSES.get(cursor.word())
    if read is None:
        raise cursor.unreadable()
    cursor.place += 1
    read(reader)


def _not(reader: ColumnReader) -> None:
    if reader.cursor.accept("null"):
        reader.given |= {"nullable": False, "not_null": reader.take_label()}
        reader.cursor.accept("no", "inherit")
    elif not reader.cursor.accept_any("deferrable", "enforced"):
        raise reader.cursor.unreadable()


def _null(reader: ColumnReader) -> None:
    reader.take_label()
    reader.given.setdefault("nullable", True)


def _default(reader: ColumnReader) -> None:
    reader.take_label()
    reader.given["default"] = operand(reader.cursor)


def _primary(reader: ColumnReader) -> None:
    if reader.parts.primary_key is not None:
        reader.cursor.place -= 1
        raise reader.cursor.unreadable()
    reader.cursor.expect("key")
    _key(reader)


def _key(reader: ColumnReader) -> None:
    cursor = reader.cursor
    reader.parts.is_descending_key = cursor.accept_any("asc", "desc") == "desc"
    span, label = cursor.span(reader.start), reader.take_label()
    reader.parts.primary_key = PrimaryKey((reader.name,), span, label, deferrable=deferrable(attributes(cursor)))


def _unique(reader: ColumnReader) -> None:
    cursor = reader.cursor
    cursor.accept("key")
    distinct = cursor.accept("nulls", "not", "distinct")
    cursor.accept("nulls", "distinct")
    label = reader.take_label()
    unique = UniqueConstraint(label, (reader.name,), cursor.span(reader.start), nulls_not_distinct=distinct, implicit=label is None)
    reader.parts.uniques.append(replace(unique, deferrable=deferrable(attributes(cursor))))


def _references(reader: ColumnReader) -> None:
    key = references(reader.cursor, reader.draft, columns=(reader.name,), name=reader.take_label(), start=reader.start)
    version, dialect = reader.draft.source.version, reader.draft.dialect
    if dialect is Dialect.MYSQL and version is None:
        reader.given["inline_reference"] = key.target
    if not honours_inline_references(version, dialect):
        reader.given["inline_reference"] = key.target
        return
    reader.parts.foreign_keys.append(key)
    reader.parts.made.append(made_index(None if key.implicit else key.name, key.columns, key.span))


def _check(reader: ColumnReader) -> None:
    expression = enclosed(reader.cursor, table=reader.table)
    label = reader.take_label()
    words = attributes(reader.cursor)
    check = CheckConstraint(label, expression, reader.cursor.span(reader.start), validated=is_validated(words), implicit=label is None)
    reader.parts.checks.append((replace(check, no_inherit="no-inherit" in words), reader.name))


def _generated(reader: ColumnReader) -> None:
    cursor = reader.cursor
    is_always = always(cursor)
    cursor.expect("as")
    reader.take_label()
    if cursor.accept("identity"):
        options = canonical_identity(identity_options(cursor), table=reader.table, column=reader.name, type_=reader.type_)
        reader.given["identity"] = Identity(is_always, options)
    else:
        _as(reader)


def _as(reader: ColumnReader) -> None:
    expression = enclosed(reader.cursor)
    word = reader.cursor.accept_any("stored", "virtual", "persistent")
    reader.given["generated"] = Generated(expression, word in ("stored", "persistent"))


def _collate(reader: ColumnReader) -> None:
    reader.cursor.accept("=")
    token = reader.cursor.take()
    if reader.cursor.accept("."):  # pg_catalog."default"
        token = reader.cursor.take()
    reader.given["collation"] = token.text


def _serial(reader: ColumnReader) -> None:
    reader.cursor.expect("default", "value")
    _auto_increment(reader)
    _unique(reader)


def _auto_increment(reader: ColumnReader) -> None:
    reader.given["autoincrement"] = True
    if reader.draft.dialect.is_mysql_family:
        reader.given["nullable"] = False


def _on(reader: ColumnReader) -> None:
    cursor = reader.cursor
    if cursor.accept("conflict"):
        cursor.take()
        return
    cursor.expect("update")
    reader.given["on_update"] = canonical_default(operand(cursor), None, reader.draft.dialect)


def _constraint(reader: ColumnReader) -> None:
    reader.label = reader.cursor.name()


def _initially(reader: ColumnReader) -> None:
    if not reader.cursor.accept_any("deferred", "immediate"):
        raise reader.cursor.unreadable()


def _value(reader: ColumnReader) -> None:
    reader.cursor.take()


def _nothing(_reader: ColumnReader) -> None:
    """A word that says nothing a Column holds."""


def _inherit(reader: ColumnReader) -> None:
    reader.cursor.expect("inherit")


CLAUSES: dict[str, Callable[[ColumnReader], None]] = MYSQL_CLAUSES | {
    "not": _not,
    "null": _null,
    "default": _default,
    "primary": _primary,
    "key": _key,
    "unique": _unique,
    "references": _references,
    "check": _check,
    "generated": _generated,
    "as": _as,
    "collate": _collate,
    "auto_increment": _auto_increment,
    "autoincrement": _auto_increment,
    "on": _on,
    "constraint": _constraint,
    "initially": _initially,
    "deferrable": _nothing,
    "visible": _nothing,
    "invisible": _nothing,
    "no": _inherit,
    "storage": _value,
    "compression": _value,
    "column_format": _value,
    "srid": _value,
    "serial": _serial,
}
