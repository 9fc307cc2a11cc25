"""One column's definition."""

import re

from bot.emit.names import literal, quote
from bot.emit.options import sequence_options
from bot.emit.types import type_text
from bot.model import Column, ColumnType, Dialect, Expression, Generated, Identity, Unknown

# What stands as a default without parentheses: literals with a cast, words, calls.
PLAIN = re.compile(r"(?:[a-z]?'(?:[^']|'')*'|[-+]?[\d.]+(?:e[-+]?\d+)?|[\w.\"]+)(?:::[\w\"\s.\[\]]+)?", re.IGNORECASE | re.DOTALL)
# What MySQL has always taken as the default of a timestamp; any other expression needs parentheses there.
NOW = re.compile(r"(?:now|current_timestamp|localtime|localtimestamp)(?:\(\d*\))?")
CALL = re.compile(r"[\w.\"]+\(.*\)", re.DOTALL)


def column_definition(column: Column, dialect: Dialect, *, is_key: bool = False) -> str:
    """A column as CREATE TABLE and ADD COLUMN hold it; with `is_key` it carries the primary key itself."""
    key = "PRIMARY KEY" if is_key else ""
    words = (*_mysql_words(column), key) if dialect.is_mysql_family else (key, *_words(column, dialect))
    return " ".join(word for word in (quote(column.name, dialect), type_text(column.type, dialect), *words) if word)


def _words(column: Column, dialect: Dialect) -> list[str]:
    collation = column.collation
    return [
        "AUTOINCREMENT" if column.autoincrement else "",
        f"COLLATE {quote(collation, dialect)}" if collation else "",
        _default_clause(column.default, dialect),
        _generated_clause(column.generated),
        identity_clause(column.identity),
        "" if column.nullable else "NOT NULL",
    ]


def _mysql_words(column: Column) -> list[str]:
    dialect = Dialect.MYSQL
    implies_rest = isinstance(column.type, ColumnType) and column.type.name == "serial"  # MariaDB takes neither word behind it
    # a bare TIMESTAMP is NOT NULL on older servers
    shows_null = isinstance(column.type, ColumnType) and column.type.name == "timestamp" and column.generated is None
    return [
        f"CHARACTER SET {column.charset}" if column.charset else "",
        f"COLLATE {column.collation}" if column.collation else "",
        _generated_clause(column.generated),
        ("NULL" if shows_null else "") if column.nullable else "" if implies_rest else "NOT NULL",
        "AUTO_INCREMENT" if column.autoincrement and not implies_rest else "",
        _default_clause(column.default, dialect),
        f"ON UPDATE {column.on_update.text}" if column.on_update else "",
        f"COMMENT {literal(column.comment, dialect)}" if column.comment is not None else "",
    ]


def _default_clause(default: Expression | Unknown | None, dialect: Dialect) -> str:
    """`DEFAULT …`, in parentheses where the dialect wants an expression in them; empty without a default."""
    return "" if default is None else f"DEFAULT {default_text(default, dialect)}"


def default_text(default: Expression | Unknown, dialect: Dialect) -> str:
    """The value of a DEFAULT clause."""
    text = default.text
    calls_in_the_open = dialect is Dialect.POSTGRESQL and CALL.fullmatch(text) and _is_one_call(text)
    plain = PLAIN.fullmatch(text) and " collate " not in text.lower()
    if plain or calls_in_the_open or (dialect.is_mysql_family and NOW.fullmatch(text)):
        return text
    return f"({text})"


def _is_one_call(text: str) -> bool:
    """Whether the parenthesis that opens first closes last: `f(a)`, not `f(a) + g(b)`."""
    depth = 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == ")" and depth == 0:
            return place == len(text) - 1
    return False


def _generated_clause(generated: Generated | None) -> str:
    """`GENERATED ALWAYS AS (…) STORED`; empty for a plain column."""
    if generated is None:
        return ""
    return f"GENERATED ALWAYS AS ({generated.expression.text}) {'STORED' if generated.stored else 'VIRTUAL'}"


def identity_clause(identity: Identity | None) -> str:
    """`GENERATED … AS IDENTITY (…)`; empty for a plain column."""
    if identity is None:
        return ""
    options = " ".join(sequence_options(identity.options))
    how = "ALWAYS" if identity.always else "BY DEFAULT"
    return f"GENERATED {how} AS IDENTITY" + (f" ({options})" if options else "")
