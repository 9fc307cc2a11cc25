"""Which stored values do not fit a column's new type, as a condition on the rows."""

from bot.effects.code import family
from bot.emit.names import literal
from bot.model import Column, ColumnType, Dialect, Enum, Schema, full_name

RANGES = {
    "tinyint": (-(2**7), 2**7 - 1),
    "smallint": (-(2**15), 2**15 - 1),
    "mediumint": (-(2**23), 2**23 - 1),
    "int": (-(2**31), 2**31 - 1),
    "integer": (-(2**31), 2**31 - 1),
    "bigint": (-(2**63), 2**63 - 1),
}
EXACT = {"real": 2**24, "float": 2**24, "double": 2**53, "double precision": 2**53}  # whole numbers up to there are kept
NUMBER = r"^\s*([-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?|nan)\s*$"
# How PostgreSQL wants a string that becomes one of these; `!~*` takes letters of any case.
WRITTEN_AS = {
    **dict.fromkeys(("numeric", "real", "double precision"), NUMBER),
    "uuid": r"^[{]?([0-9a-f]{4}-?){8}[}]?$",
    "boolean": r"^\s*(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|off|of|1|0)\s*$",
}
LENGTHS = {Dialect.SQLITE: "length", Dialect.POSTGRESQL: "char_length", Dialect.MYSQL: "char_length", Dialect.MARIADB: "char_length"}
WIDENING = ("tinyint", "smallint", "mediumint", "int", "integer", "bigint")


def unfit(name: str, before: Column, after: Column, *, schema: Schema) -> str | None:
    """A condition that is true for the values that the new type refuses or changes; None where every value fits or it is not known.

    `name` is the column's name as SQL.
    """
    old, new = before.type, after.type
    if not isinstance(old, ColumnType) or not isinstance(new, ColumnType) or old.dimensions or new.dimensions:
        return None
    dialect = schema.dialect
    values = _allowed(new, schema)
    if values and family(old) == "string":
        return f"{_as_text(name, dialect)} NOT IN ({', '.join(literal(value, dialect) for value in values)})"
    if family(old) == family(new) == "string":
        return _too_long(name, old, new, dialect)
    if new.is_integer or new.name == "oid":
        return _out_of_range(name, old, new, dialect)
    if dialect is Dialect.POSTGRESQL and family(old) == "string" and new.name in WRITTEN_AS:
        return f"{name}::text !~* '{WRITTEN_AS[new.name]}'"
    return _rounded(name, old, new)


def _allowed(new: ColumnType, schema: Schema) -> tuple[str, ...]:
    if new.name == "enum":
        return new.values
    enum: Enum | None = schema.enum(full_name(new.schema, new.name)) if new.user_defined else None
    return enum.values if enum else ()


def _as_text(name: str, dialect: Dialect) -> str:
    return f"{name}::text" if dialect is Dialect.POSTGRESQL else name


def _too_long(name: str, old: ColumnType, new: ColumnType, dialect: Dialect) -> str | None:
    if new.length is None or (old.length is not None and old.length <= new.length and not old.user_defined):
        return None
    return f"{LENGTHS[dialect]}({_as_text(name, dialect)}) > {new.length}"


def _out_of_range(name: str, old: ColumnType, new: ColumnType, dialect: Dialect) -> str | None:
    if family(old) == "string":
        return _not_a_number(name, dialect)
    low, high = _range(new)
    grows = old.is_integer and _range(old)[0] >= low and _range(old)[1] <= high
    if family(old) != "number":
        return None
    outside = [] if grows else [f"{name} NOT BETWEEN {low} AND {high}"]
    fractions = [] if old.is_integer or new.name == "oid" else [f"{name} <> round({name})"]
    return " OR ".join(outside + fractions) or None


def _range(used: ColumnType) -> tuple[int, int]:
    name = {"smallserial": "smallint", "serial": "integer", "bigserial": "bigint"}.get(used.name, used.name)
    low, high = RANGES.get(name, RANGES["bigint"])
    return (0, high - low) if used.unsigned else (low, high)


def _not_a_number(name: str, dialect: Dialect) -> str:
    match dialect:
        case Dialect.POSTGRESQL:
            return f"{name}::text !~ '^\\s*[-+]?[0-9]+\\s*$'"
        case Dialect.SQLITE:
            return f"{name} GLOB '*[^0-9]*'"
        case _:
            return f"{name} NOT REGEXP '^[-+]?[0-9]+$'"


def _rounded(name: str, old: ColumnType, new: ColumnType) -> str | None:
    if new.name in ("numeric", "decimal") and family(old) == "number" and new.scale is not None:
        return f"{name} <> round({name}, {new.scale})" if not old.is_floating_point and not old.is_integer else None
    if new.name in EXACT and (old.is_integer or old.is_fixed_point):
        return f"abs({name}) > {EXACT[new.name]}"
    if new.name == "date" and family(old) == "time" and old.name != "date":
        return f"{name} <> cast({name} AS date)"
    return None
