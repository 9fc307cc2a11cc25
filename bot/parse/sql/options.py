"""Options: of sequences and identity columns, and of tables."""

from collections.abc import Iterator

from bot.model import full_name, schema_name
from bot.parse.expressions import canonical_expression
from bot.parse.sql.clauses import signed
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import object_name
from bot.parse.sql.partitions import OPTION as PARTITION_OPTION
from bot.parse.sql.partitions import division
from bot.parse.sql.tokens import TokenKind

TABLE_OPTIONS = frozenset(
    {"engine", "auto_increment", "charset", "collate", "comment", "row_format", "key_block_size", "avg_row_length", "max_rows", "min_rows"}
    | {"pack_keys", "checksum", "delay_key_write", "connection", "insert_method", "stats_auto_recalc", "stats_persistent"}
    | {"stats_sample_pages", "compression", "encryption", "page_compressed", "page_checksum", "transactional", "storage", "type"}
)
# they do not change what the table holds or how it compares
PASSING = frozenset({"auto_increment", "avg_row_length", "max_rows", "min_rows", "checksum", "delay_key_write", "stats_auto_recalc"})
# a value of `default` or 0 is none
RESET = frozenset({"charset", "collate", "row_format", "key_block_size", "pack_keys"})


def sequence_options(cursor: Cursor) -> Iterator[tuple[str, str]]:
    """The options of a sequence up to the cursor's end, as name and value; NO MINVALUE and the like have an empty value."""
    while not cursor.is_done:
        yield from _sequence_option(cursor)


def identity_options(cursor: Cursor) -> dict[str, str]:
    """The options in the parentheses behind AS IDENTITY, if there are any."""
    return dict(sequence_options(cursor.group())) if cursor.at("(") else {}


def _sequence_option(cursor: Cursor) -> Iterator[tuple[str, str]]:
    word = cursor.accept_any("increment", "start", "restart", "minvalue", "maxvalue", "cache", "cycle", "no", "as", "sequence", "owned")
    match word:
        case "increment" | "start" | "minvalue" | "maxvalue" | "cache":
            cursor.accept_any("by", "with")
            yield word, signed(cursor)
        case "restart":
            if cursor.accept("with") or not cursor.is_done:
                signed(cursor)
        case "cycle":
            yield "cycle", "yes"
        case "no" if name := cursor.accept_any("minvalue", "maxvalue", "cycle"):
            yield name, ""
        case "as":
            yield "as", cursor.take().text.lower()
        case "sequence":
            cursor.expect("name")
            yield "name", object_name(cursor).full_name
        case "owned":
            cursor.expect("by")
            yield "owner", _owner(cursor)
        case _:
            raise cursor.unreadable()


def _owner(cursor: Cursor) -> str:
    """`[schema.]table.column` as the model writes it, empty for NONE."""
    parts = [cursor.name()]
    while cursor.accept("."):
        parts.append(cursor.name())
    if len(parts) == 1:
        return ""
    return f"{full_name(schema_name(parts[-3]) if len(parts) > 2 else None, parts[-2])}.{parts[-1]}"


def table_options(cursor: Cursor) -> Iterator[tuple[str, str]]:
    """What stands behind the parentheses of CREATE TABLE, as name and value; `comment` among them."""
    while not cursor.is_done:
        cursor.accept(",")
        yield from _postgresql_or_sqlite(cursor) if not cursor.dialect.is_mysql_family else _mysql(cursor)


def _postgresql_or_sqlite(cursor: Cursor) -> Iterator[tuple[str, str]]:
    if cursor.accept("without", "rowid"):
        yield "without rowid", "yes"
    elif cursor.accept("strict"):
        yield "strict", "yes"
    elif cursor.accept("partition", "by"):
        start = cursor.place
        while not cursor.is_done and cursor.word() not in ("with", "tablespace", "using"):
            cursor.skip()
        yield "partition by", canonical_expression(cursor.text(start), cursor.dialect).text
    elif cursor.accept("with"):
        yield from storage_parameters(cursor.group())
    elif cursor.accept("tablespace") or cursor.accept("using"):
        cursor.name()
    elif cursor.accept("on", "commit"):
        cursor.rest()
    elif not cursor.accept("without", "oids"):
        raise cursor.unreadable()


def storage_parameters(cursor: Cursor) -> Iterator[tuple[str, str]]:
    """`fillfactor = 70, autovacuum_enabled` as names and values; a name alone means true, or in RESET nothing."""
    for part in cursor.split():
        start = part.place
        while not part.is_done and not part.at("="):
            part.take()
        name = part.text(start).lower()
        part.accept("=")
        yield name, part.rest().lower().strip("'") or "true"


def merged_options(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """A MySQL table's options after an alteration: a character set takes the collation along, `default` and 0 are as if never written."""
    kept = {name: value for name, value in old.items() if not (name == "collate" and "charset" in new)}
    if "charset" not in new and "collate" in new:
        kept.pop("charset", None)
    return {name: value for name, value in (kept | new).items() if not (name in RESET and value in ("default", "0"))}


def _mysql(cursor: Cursor) -> Iterator[tuple[str, str]]:
    if cursor.accept("partition", "by"):
        yield PARTITION_OPTION, division(cursor).text
        return
    cursor.accept("default")
    if cursor.accept("character", "set"):
        name = "charset"
    elif cursor.accept_any("data", "index"):
        cursor.expect("directory")
        name = "directory"
    else:
        name = cursor.word()
        if name not in TABLE_OPTIONS and cursor.word(1) != "=":
            raise cursor.unreadable()
        cursor.place += 1
    cursor.accept("=")
    if cursor.at("("):
        cursor.skip()
        return
    token = cursor.take()
    if token.kind is TokenKind.SYMBOL:
        cursor.place -= 1
        raise cursor.unreadable()
    if name not in PASSING:
        yield name, token.text if name == "comment" else token.text.lower()
