"""Column types: what an author wrote → one canonical ColumnType per meaning and dialect."""

import re
from collections.abc import Container
from dataclasses import replace
from functools import lru_cache

from bot.model import ColumnType, Dialect, Unknown

POSTGRESQL_NAMES = {
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "int2": "smallint",
    "bool": "boolean",
    "float4": "real",
    "float8": "double precision",
    "decimal": "numeric",
    "dec": "numeric",
    "character varying": "varchar",
    "char varying": "varchar",
    "national character varying": "varchar",
    "character": "char",
    "national character": "char",
    "nchar": "char",
    "bit varying": "varbit",
    "serial4": "serial",
    "serial8": "bigserial",
    "serial2": "smallserial",
}
POSTGRESQL_BUILTIN = frozenset(
    {"smallint", "integer", "bigint", "serial", "smallserial", "bigserial", "real", "double precision", "numeric", "money", "boolean"}
    | {"varchar", "char", "text", "bpchar", "name", "citext", "uuid", "bytea", "bit", "varbit", "xml", "json", "jsonb", "jsonpath"}
    | {"timestamp", "time", "date", "interval", "inet", "cidr", "macaddr", "macaddr8", "tsvector", "tsquery"}
    | {"point", "line", "lseg", "box", "path", "polygon", "circle", "geometry", "geography", "vector", "halfvec", "sparsevec"}
    | {"int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange"}
    | {"int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange"}
    | {"oid", "regclass", "regproc", "regtype", "pg_lsn", "xid", "xid8", "hstore", "ltree", "lquery", "ltxtquery", "cube", "seg"}
)
MYSQL_NAMES = {
    "integer": "int",
    "int1": "tinyint",
    "int2": "smallint",
    "int3": "mediumint",
    "int4": "int",
    "int8": "bigint",
    "middleint": "mediumint",
    "bool": "boolean",
    "numeric": "decimal",
    "dec": "decimal",
    "fixed": "decimal",
    "double precision": "double",
    "float4": "float",
    "float8": "double",
    "character": "char",
    "character varying": "varchar",
    "char varying": "varchar",
    "nchar": "char",
    "national char": "char",
    "nvarchar": "varchar",
    "national varchar": "varchar",
    "long": "mediumtext",
    "long varchar": "mediumtext",
    "long varbinary": "mediumblob",
    "varcharacter": "varchar",
    "nchar varchar": "varchar",
    "nchar varying": "varchar",
    "national character": "char",
    "national character varying": "varchar",
    "national char varying": "varchar",
    "national varcharacter": "varchar",
    "geomcollection": "geometrycollection",
}
MYSQL_BUILTIN = frozenset(
    {"tinyint", "smallint", "mediumint", "int", "bigint", "serial", "decimal", "float", "double", "real", "bit", "boolean"}
    | {"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json", "uuid", "inet4", "inet6"}
    | {"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector", "date", "time", "datetime", "timestamp", "year"}
    | {"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection"}
)
MYSQL_INTEGERS = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint"})
WITH_PRECISION = frozenset({"numeric", "decimal", "timestamp", "time", "datetime", "interval", "float", "double", "real"})

# name, its arguments, what stands behind them
SHAPE = re.compile(r"^(?P<name>[^()\[\]]*)(?:\((?P<arguments>.*)\)(?P<rest>[^()\[\]]*))?$", re.DOTALL)
ARRAY_WORD = re.compile(r"\s+array\s*(?:\[\s*\d*\s*\])?$", re.IGNORECASE)
QUOTED = re.compile(r'^(?:(?P<schema>"(?:[^"]|"")+"|[\w$]+)\s*\.\s*)?(?P<name>"(?:[^"]|"")+"|[\w$]+)$')
ARGUMENT = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|[^,'\"]+", re.DOTALL)
BRACKETED = re.compile(r"^\w+\s?\[\w+\]$")  # a name in brackets is a name, for SQLite: one of two words of a type
PLAIN_NAME = re.compile(r"^[^\W\d][\w$]*(?: [^\W\d][\w$]*)*$")
INTERVAL_PRECISION = re.compile(r"^interval\s+(?P<fields>[a-z ]+?)\s*\(\s*(?P<precision>\d+)\s*\)$", re.IGNORECASE)


def canonical_type(text: str, dialect: Dialect, enums: Container[str] = ()) -> ColumnType | Unknown:
    """The type a column was declared with → its canonical ColumnType, Unknown where the text is not the shape of a type.

    `enums` are the full names of the enum types that are known; they tell an enum from a built-in type of the same name.
    """
    match dialect:
        case Dialect.POSTGRESQL:
            return _postgresql(text.strip(), enums)
        case Dialect.SQLITE:
            return _sqlite(text.strip())
        case _:
            return _mysql(text.strip())


def _postgresql(text: str, enums: Container[str]) -> ColumnType | Unknown:
    base, dimensions = _without_array(text)
    named = _named(base, enums)
    return _spelled(base, dimensions, text) if named is None else replace(named, dimensions=dimensions, spelling=text)


@lru_cache(maxsize=4096)
def _spelled(base: str, dimensions: int, text: str) -> ColumnType | Unknown:
    found = _postgresql_builtin(base)
    return found if isinstance(found, Unknown) else replace(found, dimensions=dimensions, spelling=text)


@lru_cache(maxsize=4096)
def _without_array(text: str) -> tuple[str, int]:
    word = ARRAY_WORD.search(text)
    if word:
        return text[: word.start()], 1
    bare = re.sub(r"(?:\s*\[\s*\d*\s*\])+\s*$", "", text)
    return bare, text[len(bare) :].count("[")


def _named(base: str, enums: Container[str]) -> ColumnType | None:
    """A quoted or qualified name, or that of a known enum; None for what is to be read as a built-in type."""
    shape = QUOTED.match(base)
    if shape is None:
        return None
    name, schema = _unquoted(shape["name"]), _unquoted(shape["schema"]) if shape["schema"] else None
    schema = None if schema in ("public", "pg_catalog") else schema
    is_enum = (f"{schema}.{name}" if schema else name) in enums
    if not is_enum and schema is None and not ('"' in base and _is_user_name(name)):
        return None
    return ColumnType(name, schema=schema, user_defined=True)


def _is_user_name(name: str) -> bool:
    """Not a built-in type: drizzle-kit quotes every type it does not know, `"bytea"` and `"vector(3)"` among them."""
    word = name.split("(", maxsplit=1)[0].strip()
    return POSTGRESQL_NAMES.get(word, word) not in POSTGRESQL_BUILTIN and " " not in word


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name.lower()


def _postgresql_builtin(base: str) -> ColumnType | Unknown:
    if base == '"char"':  # one byte, and another type than char
        return ColumnType(base)
    bare = re.sub(r"\s+", " ", base.replace('"', "").removeprefix("pg_catalog.").removeprefix("public.").strip())
    interval = INTERVAL_PRECISION.match(bare)
    if interval:
        return ColumnType("interval", precision=int(interval["precision"]), modifiers=(interval["fields"].lower(),))
    shape = SHAPE.match(bare)
    if shape is None:
        return Unknown(base)
    name, rest = _name(shape).lower(), _rest(shape)
    if name.startswith("interval "):
        name, rest = "interval", name.removeprefix("interval ")
    name, zone = _time_zone(name, rest)
    if rest and zone is None and name != "interval":
        return Unknown(base)
    fields = (rest,) if name == "interval" and rest else ()
    found = _with_arguments(POSTGRESQL_NAMES.get(name, name), _arguments(shape), base, zone=bool(zone), modifiers=fields)
    if isinstance(found, Unknown) or found.name in POSTGRESQL_BUILTIN:
        return found
    if found == ColumnType("float"):
        return ColumnType("double precision")
    return Unknown(base) if " " in found.name else replace(found, user_defined=True)


def _name(shape: re.Match[str]) -> str:
    return str(shape["name"]).strip()


def _rest(shape: re.Match[str]) -> str:
    return (shape["rest"] or "").strip().lower()


def _time_zone(name: str, rest: str) -> tuple[str, bool | None]:
    if name in ("timestamptz", "timetz"):
        return name.removesuffix("tz"), True
    for words, zone in ((" with time zone", True), (" without time zone", False)):
        if name in (f"timestamp{words}", f"time{words}"):
            return name.removesuffix(words), zone
        if name in ("timestamp", "time") and f" {rest}" == words:
            return name, zone
    return name, None


def _arguments(shape: re.Match[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in ARGUMENT.findall(shape["arguments"] or "") if part.strip())


def _with_arguments(
    name: str, arguments: tuple[str, ...], text: str, *, zone: bool = False, modifiers: tuple[str, ...] = ()
) -> ColumnType | Unknown:
    if not PLAIN_NAME.match(name):
        return Unknown(text)
    plain = ColumnType(name, with_time_zone=zone, modifiers=modifiers)
    if not arguments:
        return plain
    if not all(argument.isdecimal() for argument in arguments) or len(arguments) > 2:
        return replace(plain, modifiers=(*modifiers, *(argument.lower() for argument in arguments)))
    first, *second = map(int, arguments)
    if second:
        return replace(plain, precision=first, scale=second[0])
    if name == "float" and not modifiers:
        return _float(first)
    if name in WITH_PRECISION:
        return replace(plain, precision=first, scale=0 if plain.is_fixed_point else None)
    return replace(plain, length=first)


def _float(bits: int) -> ColumnType:
    return ColumnType("real" if bits <= 24 else "double precision")


def _mysql(text: str) -> ColumnType | Unknown:
    return replace(found, spelling=text) if isinstance(found := _mysql_canonical(text), ColumnType) else found


@lru_cache(maxsize=4096)
def _mysql_canonical(text: str) -> ColumnType | Unknown:
    shape = SHAPE.match(text)
    if shape is None:
        return Unknown(text)
    words = f"{_name(shape)} {_rest(shape)}".lower().split()
    attributes = {"unsigned", "signed", "zerofill"} & set(words)
    name = " ".join(word for word in words if word not in attributes)
    unsigned = bool(attributes & {"unsigned", "zerofill"})
    found = _mysql_named(MYSQL_NAMES.get(name, name), _arguments(shape), text)
    if isinstance(found, Unknown) or found.name not in MYSQL_BUILTIN:
        return Unknown(text)
    return ColumnType("tinyint", unsigned=True) if unsigned and found.name == "boolean" else replace(found, unsigned=unsigned)


def _mysql_named(name: str, arguments: tuple[str, ...], text: str) -> ColumnType | Unknown:
    if name in ("enum", "set"):
        return ColumnType(name, values=tuple(map(_string, arguments)))
    if name == "tinyint" and arguments == ("1",):
        return ColumnType("boolean")
    if name in MYSQL_INTEGERS or name == "year":
        return ColumnType(name)
    if name == "float" and len(arguments) == 1 and arguments[0].isdecimal():
        return ColumnType("float" if int(arguments[0]) <= 24 else "double")
    return _with_arguments(name, arguments, text)


def _string(literal: str) -> str:
    quote = literal[:1]
    if quote not in ("'", '"'):
        return literal
    return re.sub(r"\\(.)", r"\1", literal[1:-1].replace(quote * 2, quote))


def _sqlite(text: str) -> ColumnType | Unknown:
    """SQLite takes any words as a type; without one the name is empty and the column has no affinity."""
    shape = SHAPE.match(re.sub(r"\s+", " ", text.replace('"', "").replace("`", "")))
    if shape is None:
        return ColumnType(text.lower(), spelling=text) if BRACKETED.match(text) else Unknown(text)
    name = f"{_name(shape)} {_rest(shape)}".strip().lower()
    found = _with_arguments(name, _arguments(shape), text) if name else ColumnType("")
    return replace(found, spelling=text) if isinstance(found, ColumnType) else found
