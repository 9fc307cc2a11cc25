"""Names that Drizzle makes up: a column's from its key, a constraint's from its columns."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from bot.model import Dialect

WORD = re.compile(r"[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST = 63  # drizzle-kit counts characters where PostgreSQL counts bytes


def cased(key: str, casing: str | None) -> str:
    """A column's key as its name under `snake_case` or `camelCase`, as drizzle-orm's casing module splits words."""
    if casing is None:
        return key
    words = WORD.findall(re.sub("['’]", "", key))
    if casing == "camelCase":
        return "".join(word.lower() if place == 0 else word[0].upper() + word[1:] for place, word in enumerate(words))
    return "_".join(word.lower() for word in words)


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A column's name, and the name Drizzle itself knew before the casing was applied."""

    name: str
    written: str


Side: TypeAlias = tuple[str, tuple[ColumnName, ...]]  # a table and the columns of it that a foreign key joins


def primary_key_name(table: str, columns: tuple[ColumnName, ...], dialect: Dialect, kit: int) -> str:
    """The default name of a composite primary key."""
    if kit == 0:
        name = "_".join((table, *(column.written for column in columns), "pk"))
        return _recased(name, columns)
    return {Dialect.POSTGRESQL: f"{table}_pkey", Dialect.SQLITE: f"{table}_pk"}.get(dialect, "PRIMARY")


def foreign_key_name(own: Side, target: Side, dialect: Dialect, kit: int) -> str:
    """The default name of a foreign key; 1.0 hashes what would be too long for PostgreSQL."""
    (table, columns), (other, targets) = own, target
    if kit == 0:
        written = (table, *(column.written for column in columns), other, *(column.written for column in targets), "fk")
        return _recased("_".join(written), (*columns, *targets))
    base = "_".join((table, *(column.name for column in columns), other, *(column.name for column in targets)))
    if dialect is Dialect.SQLITE:
        return f"fk_{base}_fk"
    name = f"{base}_fkey"
    if len(name) <= LONGEST:
        return name
    return f"{_digest(name)}_fkey" if len(table) >= 45 else f"{table}_{_digest(name)}_fkey"


def _digest(name: str) -> str:
    """drizzle-kit's own hash of a name that is too long: a polynomial modulo the number of twelve-character texts."""
    total, power, texts = 0, 1, len(DIGITS) ** 12
    for character in name:
        total = (total + ord(character) * power) % texts
        power = power * 53 % texts
    return "".join(DIGITS[total // len(DIGITS) ** place % len(DIGITS)] for place in range(11, -1, -1))


def unique_name(table: str, columns: tuple[ColumnName, ...], dialect: Dialect, kit: int, *, at_column: bool) -> str:
    """The default name of a UNIQUE constraint. The line before 1.0 makes it before the casing is applied."""
    if kit == 0:
        return "_".join((table, *(column.written for column in columns), "unique"))
    names = tuple(column.name for column in columns)
    if dialect.is_mysql_family:
        return "_".join((*names, "unique"))
    return "_".join((table, *names, "key" if at_column and dialect is Dialect.POSTGRESQL else "unique"))


def index_name(table: str, columns: tuple[str, ...]) -> str:
    """The default name of an index."""
    return "_".join((table, *columns, "index"))


def _recased(name: str, columns: tuple[ColumnName, ...]) -> str:
    # drizzle-kit 0.x replaces the first occurrence of each key in the finished name.
    for column in columns:
        name = name.replace(column.written, column.name, 1)
    return name
