"""PostgreSQL: which defaults are computed once for a new column, and which for every row."""

import re

from bot.model import Expression, Unknown

# Functions that give one value for a whole statement: ADD COLUMN stores it once. Any other function counts as volatile, as one made by
# CREATE FUNCTION is unless it says otherwise. Held against pg_proc by tests/effects/test_postgresql_defaults.py.
STABLE = frozenset(
    {"now", "transaction_timestamp", "statement_timestamp", "date_trunc", "date_part", "timezone", "to_timestamp", "to_char", "to_date"}
    | {"make_date", "make_interval", "make_timestamp", "make_timestamptz", "age", "justify_interval", "date_bin"}
    | {"lower", "upper", "trim", "btrim", "ltrim", "rtrim", "substr", "concat", "concat_ws", "replace", "md5", "left", "right", "repeat"}
    | {"length", "format", "encode", "decode", "sha256", "chr", "ascii", "lpad", "rpad", "split_part", "regexp_replace", "string_to_array"}
    | {"abs", "ceil", "ceiling", "floor", "round", "trunc", "power", "sqrt", "mod"}
    | {"json_build_object", "json_build_array", "jsonb_build_object", "jsonb_build_array", "to_json", "to_jsonb", "json_object"}
    | {"array_length", "array_append", "array_fill", "cardinality", "current_setting", "current_database", "current_schema"}
    | {"to_tsvector", "uuid_nil", "uuid_ns_dns", "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange"}
)
# Not functions although a parenthesis follows: syntax, and types with a length.
SYNTAX = frozenset(
    {"cast", "coalesce", "nullif", "greatest", "least", "extract", "position", "substring", "overlay", "array", "row", "in", "any", "all"}
    | {"case", "when", "then", "else", "and", "or", "not", "interval", "timestamp", "timestamptz", "time", "timetz", "numeric", "decimal"}
    | {
        "varchar",
        "char",
        "character",
        "varying",
        "bit",
        "vector",
        "current_timestamp",
        "current_time",
        "localtimestamp",
        "localtime",
        "values",
    }
)

QUOTED = re.compile(r"'(?:[^']|'')*'")
CALL = re.compile(r'(?:"?[\w$]+"?\s*\.\s*)?"?(?P<name>[\w$]+)"?\s*\(')


def is_computed_per_row(default: Expression | Unknown | None) -> bool:
    """Whether ADD COLUMN with that default writes every row; False for what could not be read."""
    if not isinstance(default, Expression):
        return False
    calls = (call["name"].lower() for call in CALL.finditer(QUOTED.sub("''", default.text)))
    return any(name not in STABLE and name not in SYNTAX for name in calls)
