"""What running code and stored data notice of a Change, whatever the server: names that are gone, values that are refused or lost."""

from bot.model import (
    AddCheck,
    AddColumn,
    AddUnique,
    AlterColumn,
    AlterEnum,
    AlterTable,
    AlterView,
    Change,
    Column,
    ColumnType,
    DropColumn,
    DropSequence,
    DropTable,
    DropView,
    Effect,
    RenameColumn,
    RenameTable,
    requires,
)

NONE: frozenset[Effect] = frozenset()
LOST = frozenset({Effect.LOSES_DATA})
BROKEN = frozenset({Effect.BREAKS_RUNNING_CODE})

NUMBERS = frozenset(
    {"tinyint", "smallint", "mediumint", "int", "integer", "bigint", "smallserial", "serial", "bigserial"}
    | {"real", "float", "double", "double precision", "numeric", "decimal", "money", "oid", "year"}
)
TIMES = frozenset({"date", "time", "timestamp", "datetime", "interval"})
JSON = frozenset({"json", "jsonb"})
BINARY = frozenset({"bytea", "blob", "tinyblob", "mediumblob", "longblob", "binary", "varbinary"})


def noticed(change: Change) -> frozenset[Effect]:
    """What of `loses-data` and `breaks-running-code` follows from the Change alone."""
    match change:
        case DropTable() | DropColumn():
            return BROKEN if getattr(change.before, "generated", None) else LOST | BROKEN  # what was computed is not lost
        case RenameTable() | RenameColumn() | DropView() | DropSequence():
            return BROKEN
        case AddColumn() if not change.after.nullable and not change.after.has_value_without_input:
            return BROKEN
        case AddCheck() | AddUnique() if _refuses_what_leaves_out(change):
            return BROKEN
        case AlterColumn():
            return _altered(change.before, change.after)
        case AlterEnum() if not set(change.before.values) <= set(change.after.values):
            return BROKEN
        case AlterView() if change.before.full_name != change.after.full_name:
            return BROKEN
        case AlterTable() if change.after.row_security and not change.before.row_security:
            return BROKEN
    return NONE


def _altered(before: Column, after: Column) -> frozenset[Effect]:
    if became_required(before, after) or changes_family(before, after) or (after.generated and not before.generated):
        return BROKEN
    return NONE


def _refuses_what_leaves_out(change: AddCheck | AddUnique) -> bool:
    """Whether it refuses rows of an insert that leaves out columns: at once where they would be NULL, or as the second of their kind."""
    table = change.table
    if isinstance(change, AddUnique):
        columns = [column for column in map(table.column, change.after.columns) if column]
        nulls = getattr(change.after, "nulls_not_distinct", False)
        return all(column.is_same_in_all_rows or (nulls and not column.has_value_without_input) for column in columns)
    empty = (column for column in table.columns if column.nullable and not column.has_value_without_input)
    return any(requires(change.after.expression, column.name) for column in empty)


def became_required(before: Column | None, after: Column) -> bool:
    """Whether an insert that could leave the column out, or did not know it, cannot any more."""
    required = not after.nullable and not after.has_value_without_input
    return required and (before is None or before.nullable or before.has_value_without_input)


def changes_family(before: Column, after: Column) -> bool:
    """Whether a program gets values of another kind from the column than before."""
    old, new = before.type, after.type
    if not isinstance(old, ColumnType) or not isinstance(new, ColumnType):
        return False
    return (family(old), old.dimensions > 0) != (family(new), new.dimensions > 0)


def family(used: ColumnType) -> str:
    """What a program gets when it reads the type: a number, a truth value, a time, a document, bytes, or a string."""
    families = {"number": NUMBERS, "time": TIMES, "json": JSON, "bytes": BINARY, "truth": frozenset({"boolean"})}
    return next((name for name, types in families.items() if used.name in types and not used.user_defined), "string")
