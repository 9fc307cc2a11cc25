"""What a MariaDB server holds, read from its catalogue into the model: everything explicit, nothing left to a default.

Only `information_schema` speaks here, and SHOW CREATE TABLE for what stands nowhere else: key comments apart, how a table is partitioned.
A unique index over whole columns is a UniqueConstraint, whichever way it was made: the server does not tell them apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pymysql

from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Expression,
    ForeignKey,
    Generated,
    Index,
    IndexPart,
    PrimaryKey,
    Schema,
    Span,
    Table,
    Trigger,
    UniqueConstraint,
    View,
)

Row = dict[str, Any]
HERE = Span("catalogue", 1, 1)
LENGTHS = frozenset({"char", "varchar", "binary", "varbinary"})
FRACTIONS = frozenset({"datetime", "timestamp", "time"})
VALUE = re.compile(r"'((?:[^']|'')*)'")
COLUMN = re.compile(r"`([^`]+)`")
WHOLE = frozenset({3072 // width for width in (1, 2, 3, 4)})
PARTITION = re.compile(r"^ PARTITION BY (.*)", re.DOTALL | re.MULTILINE)
# what the server keeps of a table that says nothing of what the table holds
UNHELD = frozenset({"partitioned", "max_rows", "min_rows", "avg_row_length", "checksum", "delay_key_write", "stats_auto_recalc"})

COLUMNS = "SELECT * FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position"
TABLES = "SELECT * FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
PARTS = "SELECT * FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index"
CHECKS = "SELECT * FROM information_schema.check_constraints WHERE constraint_schema = DATABASE()"
TRIGGERS = "SELECT trigger_name, event_object_table table_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
VIEWS = "SELECT * FROM information_schema.views WHERE table_schema = DATABASE()"
REFERENCES = """
SELECT r.constraint_name, r.table_name, r.delete_rule, r.update_rule, k.column_name, k.referenced_table_name, k.referenced_column_name
FROM information_schema.referential_constraints r JOIN information_schema.key_column_usage k
  ON k.constraint_schema = r.constraint_schema AND k.constraint_name = r.constraint_name AND k.table_name = r.table_name
WHERE r.constraint_schema = DATABASE() ORDER BY r.table_name, r.constraint_name, k.ordinal_position
"""


def rows(connection: "pymysql.Connection[Any]", query: str) -> list[Row]:
    """The rows of a query by lower-case column name."""
    with connection.cursor(pymysql.cursors.DictCursor) as cursor:
        cursor.execute(query)
        return [{name.lower(): value for name, value in row.items()} for row in cursor.fetchall()]


def is_taken(statement: str, connection: "pymysql.Connection[Any]") -> bool:
    """Whether the server takes the statement; what it refuses has not happened."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except pymysql.err.MySQLError:
        return False
    return True


def as_read(connection: "pymysql.Connection[Any]") -> Schema:
    """The connection's database as a Schema."""
    columns, parts = _by_table(rows(connection, COLUMNS)), _by_table(rows(connection, PARTS))
    checks, keys = _by_table(rows(connection, CHECKS)), _by_table(rows(connection, REFERENCES))
    triggers = _by_table(rows(connection, TRIGGERS))
    tables = []
    for row in rows(connection, TABLES):
        name = row["table_name"]
        found = [index for _, index in sorted(_grouped(parts[name], "index_name").items())]
        indexes = [_index(each) for each in found]
        primary = next((each for each in indexes if each.name == "PRIMARY"), None)
        tables.append(
            Table(
                name,
                HERE,
                columns=tuple(map(_column, columns[name])),
                primary_key=PrimaryKey(primary.columns, HERE, "PRIMARY") if primary else None,
                uniques=tuple(UniqueConstraint(each.name, each.columns, HERE) for each in indexes if is_constraint(each)),
                indexes=tuple(each for each in indexes if not is_constraint(each) and each is not primary),
                foreign_keys=tuple(map(_foreign_key, _grouped(keys[name], "constraint_name").values())),
                checks=tuple(map(_check, checks[name])),
                triggers=tuple(Trigger(each["trigger_name"], "", HERE) for each in triggers[name]),
                comment=row["table_comment"] or None,
                options=tuple(sorted(_options(connection, row))),
            )
        )
    views = tuple(View(row["table_name"], Expression(_query(row)), HERE) for row in rows(connection, VIEWS))
    return Schema(Dialect.MARIADB, tuple(tables), views=views)


def is_constraint(index: Index) -> bool:
    """Whether the model calls it a UNIQUE constraint: unique over whole columns in ascending order."""
    plain = all(part == IndexPart(part.column) for part in index.parts)
    return index.unique and plain and index.method is None and index.name != "PRIMARY"


def _by_table(found: list[Row]) -> defaultdict[str, list[Row]]:
    return _grouped(found, "table_name")


def _grouped(found: list[Row], by: str) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in found:
        groups[row[by]].append(row)
    return groups


def _column(row: Row) -> Column:
    extra = row["extra"].lower()
    default = row["column_default"]
    on_update = re.search(r"on update (\S+)", extra)
    generated = row["generation_expression"]
    return Column(
        row["column_name"],
        _type(row),
        HERE,
        nullable=row["is_nullable"] == "YES",
        # of a computed column SHOW CREATE TABLE and inserts know no default, but ALTER … SET DEFAULT leaves one in this catalogue
        default=None if default in (None, "NULL") or generated else Expression(default),
        generated=Generated(Expression(generated), "stored" in extra) if generated else None,
        autoincrement="auto_increment" in extra,
        on_update=Expression(on_update[1]) if on_update else None,
        collation=row["collation_name"],
        charset=row["character_set_name"],
        comment=row["column_comment"] or None,
    )


def _type(row: Row) -> ColumnType:
    name, text = row["data_type"], row["column_type"]
    values = tuple(value.replace("''", "'") for value in VALUE.findall(text)) if name in ("enum", "set") else ()
    scaled = name == "decimal" or (name in ("float", "double") and row["numeric_scale"] is not None)
    precision = row["numeric_precision"] if scaled else (row["datetime_precision"] or None) if name in FRACTIONS else None
    length = row["character_maximum_length"] if name in LENGTHS else row["numeric_precision"] if name == "bit" else None
    return ColumnType(
        "boolean" if text == "tinyint(1)" else name,
        length=length,
        precision=precision,
        scale=row["numeric_scale"] if scaled else None,
        unsigned="unsigned" in text and not values,
        values=values,
    )


def _index(found: list[Row]) -> Index:
    first = found[0]
    kind = first["index_type"].lower()
    parts = tuple(IndexPart(row["column_name"], descending=row["collation"] == "D", length=_length(row)) for row in found)
    unique = not first["non_unique"]
    # a UNIQUE over a long column is kept by hash, whatever was asked for: https://mariadb.com/kb/en/getting-started-with-indexes/
    method = None if kind == "btree" or (kind == "hash" and unique) else kind
    return Index(first["index_name"], parts, HERE, unique=unique, method=method)


def _length(part: Row) -> int | None:
    """https://mariadb.com/kb/en/blob-and-text-data-types/: a key over the whole of one takes as much as InnoDB has room for, 3072 bytes."""
    length: int | None = part["sub_part"]
    special = part["index_type"].lower() in ("fulltext", "spatial")
    return None if special or length in WHOLE else length


def _check(row: Row) -> CheckConstraint:
    """A column's own check is called like the column; RENAME COLUMN leaves the old name in the catalogue, SHOW CREATE TABLE has none."""
    name, text = row["constraint_name"], row["check_clause"]
    if row["level"] == "Column" and f"`{name}`" not in text and (column := COLUMN.search(text)):
        name = column[1]
    return CheckConstraint(name, Expression(text), HERE)


def _foreign_key(found: list[Row]) -> ForeignKey:
    first = found[0]
    return ForeignKey(
        first["constraint_name"],
        tuple(row["column_name"] for row in found),
        first["referenced_table_name"],
        tuple(row["referenced_column_name"] for row in found),
        HERE,
        on_delete=action(first["delete_rule"]),
        on_update=action(first["update_rule"]),
    )


def action(rule: str) -> str:
    """InnoDB knows no difference between NO ACTION and RESTRICT, and which of the two its catalogue shows depends on how it was written."""
    return "restrict" if rule.lower() == "no action" else rule.lower()


def _query(view: Row) -> str:
    """The query of a view without the name of the database, which is another one each time."""
    return str(view["view_definition"]).replace(f"`{view['table_schema']}`.", "")


def _options(connection: "pymysql.Connection[Any]", row: Row) -> Iterator[tuple[str, str]]:
    yield "engine", row["engine"].lower()
    yield "collate", row["table_collation"]
    yield "charset", row["table_collation"].partition("_")[0]
    for option in row["create_options"].split():
        name, _, value = option.partition("=")
        if name.strip("`").lower() not in UNHELD:
            yield name.strip("`").lower(), value.strip("'").lower()
    if "partitioned" in row["create_options"]:
        created = rows(connection, f"SHOW CREATE TABLE `{row['table_name']}`")[0]["create table"]
        found = PARTITION.search(created)
        yield "partition by", " ".join(found[1].split()) if found else ""
