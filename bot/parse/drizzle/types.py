"""Column builders of drizzle-orm → the SQL type that drizzle-kit writes for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.model import Dialect
from bot.parse.drizzle.shapes import option
from bot.parse.drizzle.values import Value, is_true

Write: TypeAlias = Callable[[Value], str]


def _number(options: Value, name: str) -> int | None:
    value = option(options, name)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _plain(name: str) -> Write:
    return lambda _options: name


def _sized(name: str, field: str = "length") -> Write:
    def write(options: Value) -> str:
        size = _number(options, field)
        return name if size is None else f"{name}({size})"

    return write


def _fixed(name: str) -> Write:
    def write(options: Value) -> str:
        precision, scale = _number(options, "precision"), _number(options, "scale")
        if precision is None:
            return name
        return f"{name}({precision})" if scale is None else f"{name}({precision},{scale})"

    return write


def _unsigned(inner: Write) -> Write:
    return lambda options: f"{inner(options)} unsigned" if is_true(option(options, "unsigned")) else inner(options)


def _zoned(name: str) -> Write:
    def write(options: Value) -> str:
        precision = _number(options, "precision")
        zone = " with time zone" if is_true(option(options, "withTimezone")) else ""
        return f"{name}{'' if precision is None else f'({precision})'}{zone}"

    return write


def _interval(options: Value) -> str:
    fields, precision = option(options, "fields"), _number(options, "precision")
    return f"interval{f' {fields}' if isinstance(fields, str) else ''}{'' if precision is None else f'({precision})'}"


def _geometry(options: Value) -> str:
    kind, srid = option(options, "type"), _number(options, "srid")
    return f"geometry({kind if isinstance(kind, str) else 'point'}{'' if srid is None else f',{srid}'})"


def _old_geometry(options: Value) -> str:
    # Before 1.0 drizzle-orm leaves the srid out.
    kind = option(options, "type")
    return f"geometry({kind if isinstance(kind, str) else 'point'})"


def _mysql_decimal(options: Value) -> str:
    # MySQL's own default is (10,0), and drizzle-orm drops it.
    text = _fixed("decimal")(options)
    return "decimal" if text in ("decimal(10)", "decimal(10,0)") else text


PLAIN_POSTGRESQL = (
    *("bigint", "bigserial", "boolean", "bytea", "cidr", "date", "inet", "integer", "json", "jsonb", "line", "macaddr", "macaddr8"),
    *("point", "real", "serial", "smallint", "smallserial", "text", "uuid"),
)
PLAIN_MYSQL = (
    *("boolean", "date", "json", "serial", "year", "text", "tinytext", "mediumtext", "longtext"),
    *("blob", "tinyblob", "mediumblob", "longblob"),
)
POSTGRESQL: dict[str, Write] = {
    **{name: _plain(name) for name in PLAIN_POSTGRESQL},
    "doublePrecision": _plain("double precision"),
    "char": _sized("char"),
    "varchar": _sized("varchar"),
    "bit": _sized("bit", "dimensions"),
    "vector": _sized("vector", "dimensions"),
    "halfvec": _sized("halfvec", "dimensions"),
    "sparsevec": _sized("sparsevec", "dimensions"),
    "numeric": _fixed("numeric"),
    "decimal": _fixed("numeric"),
    "time": _zoned("time"),
    "timestamp": _zoned("timestamp"),
    "interval": _interval,
    "geometry": _geometry,
}
MYSQL: dict[str, Write] = {
    **{name: _plain(name) for name in PLAIN_MYSQL},
    **{name: _unsigned(_plain(name)) for name in ("bigint", "int", "mediumint", "smallint", "tinyint")},
    **{name: _sized(name) for name in ("binary", "char", "varbinary", "varchar")},
    **{name: _sized(name, "fsp") for name in ("datetime", "time", "timestamp")},
    "decimal": _unsigned(_mysql_decimal),
    "double": _unsigned(_fixed("double")),
    "float": _unsigned(_fixed("float")),
    "real": _fixed("real"),
}
SQLITE: dict[str, Write] = {
    "integer": _plain("integer"),
    "int": _plain("integer"),
    "text": _sized("text"),
    "real": _plain("real"),
    "blob": _plain("blob"),
    "numeric": _plain("numeric"),
}


BUILDERS = {Dialect.POSTGRESQL: POSTGRESQL, Dialect.MYSQL: MYSQL, Dialect.MARIADB: MYSQL, Dialect.SQLITE: SQLITE}


def builder_type(name: str, options: Value, dialect: Dialect, kit: int) -> str | None:
    """The SQL type of a column builder with its options, None for a builder this dialect does not have."""
    if name == "geometry" and kit == 0 and dialect is Dialect.POSTGRESQL:
        return _old_geometry(options)
    write = BUILDERS[dialect].get(name)
    return write(options) if write else None
