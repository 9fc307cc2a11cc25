"""Options of tables, sequences and identity columns. The model holds them by name, a bare word as `yes`."""

from collections.abc import Iterator

from bot.emit.names import literal, qualified_full
from bot.model import SEQUENCE_DEFAULTS, Dialect, Table

Options = tuple[tuple[str, str], ...]

SEQUENCE_WORDS = {"increment": "INCREMENT BY", "start": "START WITH"}
MYSQL_WORDS = {"charset": "DEFAULT CHARSET"}
# They are no storage parameter: one stands before TABLE, the other behind the parenthesis.
PLACED = frozenset({"unlogged", "partition by"})


def sequence_options(options: Options) -> Iterator[str]:
    """Sequence options as clauses: `START WITH 5`, `CYCLE`."""
    for name, value in options:
        match name:
            case "cycle":
                yield "CYCLE" if value == "yes" else "NO CYCLE"
            case "name":
                yield f"SEQUENCE NAME {qualified_full(value, Dialect.POSTGRESQL)}"
            case _:
                yield f"{SEQUENCE_WORDS.get(name, name.upper())} {value}"


def changed_sequence_options(before: Options, after: Options) -> Iterator[str]:
    """The clauses of ALTER SEQUENCE, which has no way to say "as if never written": what is gone gets its default."""
    gone = tuple((name, SEQUENCE_DEFAULTS[name]) for name, _ in before if name not in dict(after) and name in SEQUENCE_DEFAULTS)
    yield from sequence_options((*gone, *(option for option in after if option not in before)))


def table_head(table: Table, dialect: Dialect) -> str:
    """`CREATE TABLE`, or `CREATE UNLOGGED TABLE`."""
    return "CREATE UNLOGGED TABLE" if dialect is Dialect.POSTGRESQL and ("unlogged", "yes") in table.options else "CREATE TABLE"


def table_tail(table: Table, dialect: Dialect) -> str:
    """What stands behind the parenthesis of CREATE TABLE, with a blank before it."""
    options = dict(table.options)
    partition = f" PARTITION BY {options['partition by']}" if "partition by" in options else ""
    match dialect:
        case Dialect.SQLITE:
            words = ", ".join(name.upper() for name in options)
            return f" {words}" if words else ""
        case Dialect.POSTGRESQL:
            parameters = _storage_parameters(table.options)
            return partition + (f" WITH ({parameters})" if parameters else "")
        case _:
            return "".join(f" {option}" for option in mysql_options(table.options, table.comment)) + partition


def _storage_parameters(options: Options) -> str:
    """PostgreSQL's `fillfactor=70, …`."""
    return ", ".join(f"{name}={value}" for name, value in options if name not in PLACED)


def mysql_options(options: Options, comment: str | None) -> Iterator[str]:
    """`ENGINE=innodb` and the like, the comment last."""
    yield from (f"{MYSQL_WORDS.get(name, name.upper())}={value}" for name, value in options if name not in PLACED)
    if comment is not None:
        yield f"COMMENT={literal(comment, Dialect.MYSQL)}"


def altered_options(before: Options, after: Options) -> Iterator[str]:
    """PostgreSQL's actions of ALTER TABLE; how a table is partitioned cannot be altered."""
    if ("unlogged" in dict(before)) != ("unlogged" in dict(after)):
        yield "SET UNLOGGED" if "unlogged" in dict(after) else "SET LOGGED"
    set_ = _storage_parameters(tuple(option for option in after if option not in before))
    if set_:
        yield f"SET ({set_})"
    gone = ", ".join(name for name, _ in before if name not in dict(after) and name not in PLACED)
    if gone:
        yield f"RESET ({gone})"
