"""Which type changes a server refuses on the day a value does not fit; measured by tests/effects/test_casts.py.

PostgreSQL stops at the first such value, MySQL and MariaDB too in strict mode. What is rounded or cut without an error is a loss
(`rounds`), not a refusal.
"""

from bot.effects.code import family
from bot.effects.postgresql_types import stored
from bot.effects.postgresql_using import cast_types
from bot.model import ColumnType, Dialect, Schema, full_name

DIGITS = {"tinyint": 3, "smallint": 5, "mediumint": 7, "int": 10, "integer": 10, "oid": 10, "bigint": 19, "boolean": 1, "year": 4}
BITS = {"tinyint": 8, "boolean": 8, "smallint": 16, "mediumint": 24, "int": 32, "integer": 32, "oid": 32, "bigint": 64}
SMALL_FLOATS = frozenset({"real", "float"})
# How long PostgreSQL writes the longest of their values.
WRITTEN = {
    "real": 14,
    "double precision": 24,
    "uuid": 36,
    "date": 10,
    "time": 15,
    "timestamp": 26,
    "interval": 60,
    "inet": 43,
    "boolean": 5,
}
STRINGS = frozenset({"varchar", "text", "char", "bpchar", "citext", "tinytext", "mediumtext", "longtext"})
BYTES = frozenset({"binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob"})
MOMENTS = ("date", "datetime", "timestamp", "time")
# What PostgreSQL reads from any string; MySQL has only some of them, and none else refuses a string there.
STRICT = frozenset(
    {"uuid", "json", "jsonb", "boolean", "date", "time", "timestamp", "datetime", "interval", "inet", "cidr", "macaddr", "xml"}
)


def may_refuse(old: ColumnType, new: ColumnType, *, before: Schema, after: Schema, is_cast: bool = False) -> bool:
    """Whether there are values of the old type that the server refuses to convert; false where that is not known.

    `is_cast` says that the statement casts explicitly, which cuts long strings instead of refusing them.
    """
    old, new = stored(old), stored(new)
    if old.dimensions or new.dimensions:
        return old.name in STRINGS and not old.dimensions
    if new.user_defined or old.user_defined:
        return _between_enums(old, new, before, after)
    if old.name in STRINGS:
        if new.name in STRINGS:
            return not is_cast and _is_shorter(old, new)
        return new.name in STRICT or (new.name == "enum" and before.dialect.is_mysql_family) or family(new) == "number"
    if before.dialect.is_mysql_family and _means_nothing(old, new):
        return True
    if new.name in STRINGS:
        return not is_cast and new.length is not None and _exceeds(_longest_text(old), new.length)
    if old.name == "jsonb":
        return new.name == "boolean" or family(new) == "number"
    return family(old) == family(new) == "number" and _is_narrower(old, new, before.dialect)


def _means_nothing(old: ColumnType, new: ColumnType) -> bool:
    """Whether MySQL reads the values of the one type as the other, and finds most of them to be none: 7 as a date, bytes as a number."""
    if old.name in ("datetime", "timestamp"):
        return BITS.get(new.name, 64) < 64
    if old.name in BYTES and (new.is_number or new.name == "boolean"):
        return True
    return (
        (old.is_number or old.name in ("boolean", "enum") or old.name in BYTES)
        and new.name in (*MOMENTS, "enum", "set")
        and old.name != new.name
    )


def is_plain_cast(text: str, column: str) -> bool:
    """Whether a statement's USING does nothing but cast the column itself."""
    return bool(cast_types(text, column))


def _between_enums(old: ColumnType, new: ColumnType, before: Schema, after: Schema) -> bool:
    known, wanted = (schema.enum(full_name(used.schema, used.name)) for used, schema in ((old, before), (new, after)))
    if wanted is None or after.dialect is not Dialect.POSTGRESQL:
        return False
    return old.name in STRINGS or (known is not None and not set(known.values) <= set(wanted.values))


def _is_shorter(old: ColumnType, new: ColumnType) -> bool:
    longest = new.length if new.name != "char" or new.length else 1
    return longest is not None and (old.length is None or old.length > longest)


def _is_narrower(old: ColumnType, new: ColumnType, dialect: Dialect) -> bool:
    if new.name in BITS:
        return not _holds(old, new) if old.name in BITS else _exceeds(_whole_digits(old, dialect), DIGITS[new.name] - 1) or new.unsigned
    if new.name in ("numeric", "decimal"):
        places = _whole_digits(new, dialect)
        return places is not None and _exceeds(_whole_digits(old, dialect), places)
    is_large = old.name == "double precision" or (old.name == "numeric" and old.precision is None)
    return new.name in SMALL_FLOATS and is_large and dialect is Dialect.POSTGRESQL


def _holds(old: ColumnType, new: ColumnType) -> bool:
    """Whether the one whole number type holds the range of the other."""
    if BITS[old.name] == BITS[new.name]:
        return old.unsigned == new.unsigned  # oid and integer turn into each other bit by bit
    return BITS[old.name] < BITS[new.name] and (old.unsigned or not new.unsigned)


def _longest_text(used: ColumnType) -> int | None:
    """How many characters the longest value of the type has; None for no limit."""
    if used.name == "enum":
        return max(map(len, used.values), default=0)
    if used.name in DIGITS:
        return DIGITS[used.name] + (used.name == "bigint" if used.unsigned else used.name != "oid")
    if used.name in ("numeric", "decimal") and used.precision is not None:
        return used.precision + 1 + bool(used.scale)
    return WRITTEN.get(used.name)


def _exceeds(digits: int | None, places: int) -> bool:
    return digits is None or digits > places


def _whole_digits(used: ColumnType, dialect: Dialect) -> int | None:
    """How many digits may stand before the point; None for no limit."""
    if used.name in DIGITS:
        return DIGITS[used.name]
    if used.name not in ("numeric", "decimal"):
        return None
    if used.precision is None:
        return None if dialect is Dialect.POSTGRESQL else 10
    return used.precision - (used.scale or 0)
