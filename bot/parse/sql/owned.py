"""The sequences of columns: what `serial` stands for, and the pieces in which pg_dump writes it."""

import re
from dataclasses import replace

from bot.model import AddSequence, AlterColumn, Column, ColumnType, DropSequence, Expression, Sequence, Table
from bot.parse.sql.draft import Draft, Name
from bot.parse.sql.lookups import object_in

NEXT = re.compile(r"nextval\('((?:[^']|'')+)'(?:::regclass|::text)*\)")
PART = re.compile(r'"((?:[^"]|"")+)"|([^."]+)')
SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}


def next_of(column: Column, draft: Draft) -> Sequence | None:
    """The sequence that the column's default counts on."""
    name = _counted(column)
    return object_in(draft.schema.sequences, name, draft) if name else None


def _counted(column: Column) -> Name | None:
    found = NEXT.fullmatch(column.default.text) if isinstance(column.default, Expression) else None
    if found is None:
        return None
    parts = [quoted.replace('""', '"') or plain for quoted, plain in PART.findall(found[1])]
    schema = parts[-2] if len(parts) > 1 else None
    return Name(None if schema == "public" else schema, parts[-1], written=schema is not None)


def fold_serial(draft: Draft, table: Table, column: Column) -> None:
    """A whole number that counts on a sequence of its own is what `serial` makes: the sequence is no object of its own any more."""
    sequence = next_of(column, draft)
    if sequence is None or sequence.owner != f"{table.full_name}.{column.name}" or not isinstance(column.type, ColumnType):
        return
    if column.type.name in SERIALS and not column.type.dimensions:
        type_ = replace(column.type, name=SERIALS[column.type.name])
        draft.add(AlterColumn(table, column, replace(column, type=type_, default=None, sequence=sequence.name)))
        draft.add(DropSequence(sequence))


def own_sequence(table: Table, column: Column) -> Sequence:
    """The sequence that a serial column brings along."""
    size = column.type.stored.name if isinstance(column.type, ColumnType) else "bigint"
    options = () if size == "bigint" else (("as", size),)
    return Sequence(
        column.sequence_in(table.name), column.span, schema=table.schema, options=options, owner=f"{table.full_name}.{column.name}"
    )


def without_default(draft: Draft, table: Table, column: Column) -> Column:
    """A serial column that gets another default, or none: its sequence stays, and stays its own."""
    if not column.is_serial or not isinstance(column.type, ColumnType):
        return column
    draft.add(AddSequence(own_sequence(table, column)))
    return replace(column, type=column.type.stored, sequence=None)


def set_owner(draft: Draft, sequence: Sequence, owner: str | None) -> Sequence | None:
    """OWNED BY: the sequence goes with that column from now on; None where it thereby became that of a serial."""
    owned = replace(sequence, owner=owner)
    sequences = (owned if each == sequence else each for each in draft.schema.sequences)
    draft.schema = replace(draft.schema, sequences=tuple(sequences))
    table = draft.table(owner.rpartition(".")[0]) if owner else None
    column = table.column(owner.rpartition(".")[2]) if table and owner else None
    if table and column:
        fold_serial(draft, table, column)
    return owned if owned in draft.schema.sequences else None


def drop_owned(draft: Draft, owner: str) -> None:
    """The sequences of a column, or of all columns of a table, go with it; with CASCADE also the defaults that count on them."""
    table = draft.table(owner) or draft.table(owner.rpartition(".")[0])
    for column in table.columns if table and "cascade" in draft.words else ():
        if column.is_serial and table and owner in (table.full_name, f"{table.full_name}.{column.name}"):
            drop_defaults(draft, own_sequence(table, column))
    for sequence in tuple(draft.schema.sequences):
        if sequence.owner and (sequence.owner == owner or sequence.owner.rpartition(".")[0] == owner):
            draft.add(DropSequence(sequence))


def drop_serial_sequence(draft: Draft, name: Name) -> bool:
    """DROP SEQUENCE … CASCADE of a serial column's: the column stays, without a default. Whether there was such a column."""
    for table in draft.schema.tables:
        for column in table.columns:
            if column.is_serial and own_sequence(table, column).full_name == draft.created(name).full_name:
                stored = column.type.stored if isinstance(column.type, ColumnType) else column.type
                draft.add(AlterColumn(table, column, replace(column, type=stored, sequence=None)))
                return True
    return False


def drop_defaults(draft: Draft, sequence: Sequence) -> None:
    """With CASCADE the defaults go that count on the sequence."""
    for table in tuple(draft.schema.tables):
        for column in table.columns:
            name = _counted(column)
            if name and name.name == sequence.name and (name if name.written else draft.created(name)).schema == sequence.schema:
                draft.add(AlterColumn(draft.table(table.full_name) or table, column, replace(column, default=None)))


def rename_own_sequence(draft: Draft, name: Name, new: str) -> None:
    """The sequence that fills a serial or identity column, under another name."""
    schemas = (name.schema,) if name.written else draft.session.search_path
    for table in (table for table in draft.schema.tables if table.schema in schemas):
        found = next((each for each in table.columns if each.has_sequence and each.sequence_in(table.name) == name.name), None)
        if found is not None:
            draft.hold(table.full_name, columns=tuple(replace(c, sequence=new) if c is found else c for c in table.columns))
            return
