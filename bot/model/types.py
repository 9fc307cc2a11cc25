"""Column types, compared by meaning and shown as they were written; expressions likewise."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Dialect(StrEnum):
    """The databases whose schemas are reviewed."""

    POSTGRESQL = "postgresql"
    MYSQL = "mysql"
    MARIADB = "mariadb"
    SQLITE = "sqlite"

    @property
    def is_mysql_family(self) -> bool:
        """MySQL or MariaDB."""
        return self in (Dialect.MYSQL, Dialect.MARIADB)

    @property
    def estimates_rows(self) -> bool:
        """Whether the server keeps an estimate of the rows of each table."""
        return self is not Dialect.SQLITE


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A column type by its canonical name in the dialect (`integer`, never `int4`); `spelling` is what the author wrote.

    `name` is lower case except for user-defined types, which keep their case and carry their schema in `schema`.
    `length` is in characters (or bytes for binary types, dimensions for vectors), `precision` and `scale` in digits.
    `dimensions` counts array dimensions; `values` are those of an inline ENUM or SET.
    """

    name: str
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    with_time_zone: bool = False
    unsigned: bool = False
    dimensions: int = 0
    values: tuple[str, ...] = ()
    schema: str | None = None
    user_defined: bool = False
    modifiers: tuple[str, ...] = ()
    spelling: str = field(default="", compare=False)

    @property
    def is_integer(self) -> bool:
        """A whole-number type, serial types included."""
        return self.name in INTEGERS and not self.dimensions

    @property
    def is_floating_point(self) -> bool:
        """A binary floating-point type, which cannot hold most decimal fractions exactly."""
        return self.name in FLOATING_POINT and not self.dimensions

    @property
    def is_fixed_point(self) -> bool:
        """A decimal type with as many digits as it says."""
        return self.name in FIXED_POINT and not self.dimensions

    @property
    def is_number(self) -> bool:
        """A type of numbers of whatever sort."""
        return self.is_integer or self.is_floating_point or self.is_fixed_point

    @property
    def is_serial(self) -> bool:
        """PostgreSQL's serial family: an integer with a sequence of its own."""
        return self.name in SERIALS and not self.dimensions

    @property
    def stored(self) -> "ColumnType":
        """The type of the stored values: that of a serial type is an integer."""
        return replace(self, name=SERIALS[self.name]) if self.is_serial else self

    @property
    def affinity(self) -> str:
        """SQLite's type affinity: integer, text, blob, real or numeric (https://www.sqlite.org/datatype3.html, section 3.1)."""
        found = (affinity for affinity, words in AFFINITIES if any(word in self.name for word in words))
        return next(found, "numeric") if self.name else "blob"

    @property
    def is_text(self) -> bool:
        """A character type without inline values."""
        return self.name in TEXTS and not self.dimensions


AFFINITIES = (
    ("integer", ("int",)),
    ("text", ("char", "clob", "text")),
    ("blob", ("blob",)),
    ("real", ("real", "floa", "doub")),
)
SERIALS = {"smallserial": "smallint", "serial": "integer", "bigserial": "bigint"}
INTEGERS = SERIALS.keys() | {"tinyint", "smallint", "mediumint", "integer", "int", "bigint"}
FLOATING_POINT = frozenset({"real", "double precision", "double", "float"})
FIXED_POINT = frozenset({"numeric", "decimal"})
TEXTS = frozenset({"char", "varchar", "text", "tinytext", "mediumtext", "longtext", "citext", "bpchar", "name"})


@dataclass(frozen=True, slots=True)
class Expression:
    """SQL text in canonical form: lower case outside quotes, single blanks, no outer parentheses; compared by that.

    A literal keeps its quotes (`'new'`), so that it is told from a name.
    """

    text: str
    spelling: str = field(default="", compare=False)
