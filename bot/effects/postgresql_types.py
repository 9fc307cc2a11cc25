"""PostgreSQL: what ALTER COLUMN … TYPE does, by the two types.

Measured over all pairs of the built-in types below on PostgreSQL 15 (tests/effects/test_postgresql_types.py does it again). Rules behind
it: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES and the casts of pg_cast.
"""

from dataclasses import replace
from enum import StrEnum

from bot.model import ColumnType


class Conversion(StrEnum):
    """What happens to the stored rows when a column gets another type."""

    NOTHING = "nothing"  # the stored bytes serve both types
    INDEXES = "indexes"  # the bytes stay, but indexes on the column are ordered by other operators
    REWRITE = "rewrite"
    REFUSED = "refused"  # no cast that PostgreSQL would use without a USING clause


SERIALS = {"smallserial": "smallint", "serial": "integer", "bigserial": "bigint"}
NUMBERS = frozenset({"smallint", "integer", "bigint", "real", "double precision", "numeric"})
STRINGS = frozenset({"varchar", "text", "char", "bpchar", "name", "citext"})

# From each type, the types it is assigned to without USING; every type is assigned to a string, every number to a number.
ASSIGNED = {
    "smallint": {"oid"},
    "integer": {"oid", "money"},
    "bigint": {"oid", "money"},
    "numeric": {"money"},
    "money": {"numeric"},
    "oid": {"integer", "bigint"},
    "date": {"timestamp", "timestamptz"},
    "timestamp": {"date", "time", "timestamptz"},
    "timestamptz": {"date", "time", "timetz", "timestamp"},
    "time": {"timetz", "interval"},
    "timetz": {"time"},
    "interval": {"time"},
    "json": {"jsonb"},
    "jsonb": {"json"},
    "inet": {"cidr"},
    "cidr": {"inet"},
    "bit": {"varbit"},
    "varbit": {"bit"},
}

# From each type, those that only a written cast converts it to; every type is cast from a string.
CAST = {
    "smallint": {"bytea"},
    "integer": {"boolean", "bit", "bytea"},
    "bigint": {"bit", "bytea"},
    "bytea": {"smallint", "integer", "bigint"},  # numbers to bytes and back: since version 18
    "boolean": {"integer"},
    "bit": {"integer", "bigint"},
    "jsonb": {"boolean", *NUMBERS},
}
# Types whose casts are all known here: what stands in none of these tables is no cast of the server.
TIMES = frozenset({"date", "timestamp", "timestamptz", "time", "timetz", "interval"})
KNOWN = NUMBERS | TIMES | {"boolean", "uuid", "json", "jsonb", "inet", "cidr", "macaddr", "bytea"}

# Pairs whose stored bytes are the same, where no length or precision shrinks.
SAME_BYTES = frozenset({("varchar", "text"), ("text", "varchar"), ("cidr", "inet"), ("xml", "text"), ("xml", "varchar")})
# timestamp ↔ timestamptz keeps its bytes only in a session whose time zone is UTC, the default of the official images and managed servers.
OTHER_ORDER = frozenset(
    {("timestamp", "timestamptz"), ("timestamptz", "timestamp"), ("integer", "oid"), ("oid", "integer"), ("bit", "varbit")}
    | {("text", "citext"), ("varchar", "citext"), ("citext", "text"), ("citext", "varchar")}
)

# Decimal digits that a binary fraction keeps.
DIGITS = {"real": 6, "double precision": 15}
# Values the new type cannot hold are rounded or cut without an error.
ROUNDED = {
    "bigint": {"real", "double precision"},
    "integer": {"real"},
    "double precision": {"real", "smallint", "integer", "bigint", "numeric"},
    "real": {"smallint", "integer", "bigint", "numeric"},
    "numeric": {"smallint", "integer", "bigint", "money"},
    "timestamp": {"date", "time"},
    "timestamptz": {"date", "time", "timetz"},
    "timetz": {"time"},
    "interval": {"time"},
}


def conversion(before: ColumnType, after: ColumnType) -> Conversion:
    """What the server does with the rows; a type this table does not know is rewritten."""
    before, after = stored(before), stored(after)
    if before == after:
        return Conversion.NOTHING
    if not is_assigned(before, after):
        return Conversion.REFUSED
    if before.dimensions or after.dimensions:
        return _between_arrays(before, after)
    pair = (kind(before), kind(after))
    if pair in SAME_BYTES and _is_wider(before, after):
        return Conversion.NOTHING
    if pair in OTHER_ORDER and after.precision is None and after.length is None:
        return Conversion.INDEXES
    if pair[0] == pair[1] and pair[0] in GROWING and _is_wider(before, after):
        return Conversion.NOTHING
    return Conversion.REWRITE


GROWING = frozenset({"varchar", "varbit", "numeric", "timestamp", "timestamptz", "time", "timetz", "interval"})


def _between_arrays(before: ColumnType, after: ColumnType) -> Conversion:
    """Arrays follow their elements only where the type is the same; how many dimensions were declared means nothing to the server."""
    if not before.dimensions or not after.dimensions:
        return Conversion.REWRITE
    old, new = replace(before, dimensions=0), replace(after, dimensions=0)
    return Conversion.NOTHING if old == new else Conversion.REWRITE


def is_assigned(before: ColumnType, after: ColumnType) -> bool:
    """Whether a value of the one type is stored in a column of the other without being told how."""
    old, new = kind(before), kind(after)
    if bool(before.dimensions) != bool(after.dimensions):
        return new in STRINGS and not after.dimensions
    if new in STRINGS:
        return True
    if old == "bit" and new == "bit":
        return before.length == after.length  # refused for another length on the first row
    both_numbers = old in NUMBERS and new in NUMBERS
    return old == new or both_numbers or new in ASSIGNED.get(old, ())


def has_cast(before: ColumnType, after: ColumnType) -> bool:
    """Whether `value::type` exists; true where that is not known. Anything is written as a string and read from one."""
    before, after = stored(before), stored(after)
    old, new = kind(before), kind(after)
    if any(name in STRINGS and not used.dimensions for used, name in ((before, old), (after, new))):
        return True
    if before.dimensions and after.dimensions:
        return has_cast(replace(before, dimensions=0), replace(after, dimensions=0))
    if before.dimensions or after.dimensions:
        return False
    if is_assigned(before, after) or new in CAST.get(old, ()):
        return True
    return not all(used.user_defined or name in KNOWN for used, name in ((before, old), (after, new)))


def rounds(before: ColumnType, after: ColumnType) -> bool:
    """Whether values of the old type may lose a part of themselves without an error."""
    before, after = stored(before), stored(after)
    old, new = kind(before), kind(after)
    if before.dimensions != after.dimensions and not (before.dimensions and after.dimensions):
        return False
    if old == "numeric" == new:
        return (after.scale is not None and before.scale is None) or (after.scale is not None and after.scale < (before.scale or 0))
    if old == "numeric" and new in DIGITS:
        return before.precision is None or before.precision > DIGITS[new]
    if new in ROUNDED.get(old, ()):
        return True
    both_times = old.startswith(("time", "interval")) and new.startswith(("time", "interval"))
    return both_times and (6 if after.precision is None else after.precision) < (6 if before.precision is None else before.precision)


def stored(used: ColumnType) -> ColumnType:
    """The type of the stored value: that of serial is an integer."""
    return replace(used, name=SERIALS.get(used.name, used.name))


def kind(used: ColumnType) -> str:
    """The server's name for the type without its numbers, so that the two kinds of timestamp and of time differ."""
    if used.user_defined:
        return f'"{used.schema or ""}"."{used.name}"'
    return f"{used.name}tz" if used.with_time_zone else used.name


def _is_wider(before: ColumnType, after: ColumnType) -> bool:
    if kind(before) == "numeric":
        fits = after.precision is None or (before.precision is not None and before.precision <= after.precision)
        return fits and (after.precision is None or (before.scale or 0) == (after.scale or 0))
    if before.modifiers != after.modifiers:
        return not after.modifiers
    return _fits(before.length, after.length) and _fits(before.precision, after.precision)


def _fits(old: int | None, new: int | None) -> bool:
    return new is None or (old is not None and old <= new)
