"""Random tables and alterations for a MariaDB server, as SQL text: each statement is about the Schema as it stands.

The server may refuse one (a key it still needs, a type that takes no default); then it has not happened, for it and for the replay.
"""

import re
from random import Random

from bot.model import Schema, Table

LEAVES = re.compile(r"(?:rename column|change) `(\w+)`")
COMES_OR_GOES = re.compile(r"(?:drop column|add) `(\w+)`")
NAMES = ("a", "b", "c", "d", "Ef")
TABLES = ("t", "u", "v")
TYPES = (
    *("int", "int unsigned", "bigint", "tinyint(1)", "decimal(8,2)", "double", "varchar(20)", "char(3)", "text", "enum('x','y')", "date"),
    *("datetime(3)", "timestamp", "varbinary(9)", "json", "varchar(9) collate utf8mb4_bin", "varchar(7) character set latin1"),
    "national char(4)",
)
DEFAULTS = ("", "", "default null", "default 1", "default '1'", "default (1 + 1)", "default current_timestamp", "default 'x'")
ACTIONS = ("", "on delete cascade", "on delete set null", "on update cascade", "on delete no action")
OPTIONS = (
    *("comment = 'it''s'", "comment = ''", "charset latin1", "charset utf8mb4", "collate utf8mb4_bin", "row_format = dynamic"),
    *("convert to character set utf8mb4", "convert to character set latin1", "row_format = default", "engine = InnoDB"),
)


def create(random: Random, schema: Schema) -> str:
    """A CREATE TABLE with a few keys."""
    columns = random.sample(NAMES, random.randint(2, 4))
    parts = [definition(random, name) for name in columns]
    parts += [key(random, columns, schema) for _ in range(random.randint(0, 3))]
    # a table that says nothing has the database's character set, and its columns keep that when the table gets another: nothing to replay
    tail = random.choice(("charset utf8mb4", "charset latin1", "collate utf8mb4_bin comment 'x'"))
    return f"create table {random.choice(TABLES)} ({', '.join(parts)}) {tail}"


def definition(random: Random, name: str) -> str:
    """A column."""
    if random.random() < 0.08:
        return f"`{name}` int as ({random.randint(1, 9)} + 1) {random.choice(('virtual', 'stored'))}"
    words = [random.choice(TYPES), random.choice(("", "", "not null", "null")), random.choice(DEFAULTS)]
    words += [random.choice(("", "", "", "unique", "comment 'c'")), f"check ({name} <> 3)" if random.random() < 0.1 else ""]
    return " ".join((f"`{name}`", *(word for word in words if word)))


def key(random: Random, columns: list[str], schema: Schema) -> str:
    """A key, constraint or reference of a table with those columns."""
    chosen = random.sample(columns, random.randint(1, min(2, len(columns))))
    name = random.choice(("", "", f"k{random.randint(1, 3)}"))
    listed = ", ".join(chosen)
    match random.randint(0, 7):
        case 0:
            return f"primary key ({listed})"
        case 1 | 2:
            return f"unique {name} ({listed})"
        case 3:
            return f"check ({chosen[0]} {random.choice(('<', '<>'))} {random.randint(1, 9)})"
        case 4 | 5 if schema.tables:
            target = random.choice(schema.tables)
            symbol = f"constraint {random.choice(TABLES)}{name}" if name else ""
            there = random.choice(target.column_names())
            return f"{symbol} foreign key ({chosen[0]}) references {target.name} ({there}) {random.choice(ACTIONS)}"
    length = random.choice(("", "", "(2)", " desc"))
    return f"{random.choice(('key', 'index'))} {name} ({chosen[0]}{length}{''.join(f', {other}' for other in chosen[1:])})"


def statement(random: Random, schema: Schema) -> str:
    """The next statement for a Schema."""
    if len(schema.tables) < 2 or random.random() < 0.1:
        return create(random, schema)
    table = random.choice(schema.tables)
    match random.randint(0, 12):
        case 0:
            return f"drop table {table.name}"
        case 1:
            return f"rename table {table.name} to {random.choice(TABLES)}"
        case 2:
            return f"create index i{random.randint(1, 3)} on {table.name} ({', '.join(random.sample(table.column_names(), 1))})"
    clauses = [clause(random, table, schema) for _ in range(random.choice((1, 1, 2)))]
    first, last = COMES_OR_GOES.match(clauses[0]), COMES_OR_GOES.match(clauses[-1])
    if first and last and first[1] == last[1]:
        # how much a key holds of a column that goes and comes back in one statement hangs on the bytes of its old type
        clauses = clauses[-1:]
    if first and first[1] in LEAVES.findall(clauses[-1]):
        # a key goes by the old name, and takes the column added under it for the renamed one where that is placed before it
        clauses = clauses[-1:]
    if len(clauses) > 1:
        # what DROP CONSTRAINT names is kept where the table is copied, if it is a foreign key (tests/servers/test_mariadb.py)
        keys = {f"drop constraint `{each.name}`": f"drop foreign key `{each.name}`" for each in table.foreign_keys}
        clauses = [keys.get(each, each) for each in clauses]
    return f"alter table {table.name} {', '.join(clauses)}"


def clause(random: Random, table: Table, schema: Schema) -> str:
    """One action of ALTER TABLE."""
    columns = list(table.column_names())
    column, new = random.choice(columns), random.choice(NAMES)
    place = random.choice(("", "", "first", f"after `{random.choice(columns)}`"))
    match random.randint(0, 11):
        case 0 | 1:
            return f"add {definition(random, new)} {place}"
        case 2:
            return f"drop column `{column}`"
        case 3 | 4:
            return f"modify {definition(random, column)} {place}"
        case 5:
            return f"change `{column}` {definition(random, new)}"
        case 6:
            return random.choice(
                (f"rename column `{column}` to `{new}`", f"alter `{column}` drop default", f"alter `{column}` set default 2")
            )
        case 7 | 8:
            return f"add {key(random, columns, schema)}"
        case 9:
            return random.choice(OPTIONS)
    return drop(random, table)


def drop(random: Random, table: Table) -> str:
    """The drop, or the new name, of a part that is there."""
    found = [f"drop key `{each.name}`" for each in (*table.indexes, *table.uniques, *table.implicit_indexes)]
    found += [f"rename key `{each.name}` to r{random.randint(1, 3)}" for each in (*table.indexes, *table.implicit_indexes)]
    found += [f"drop constraint `{each.name}`" for each in (*table.foreign_keys, *table.checks)]
    found += ["drop primary key"] if table.primary_key else []
    return random.choice(found or ["force"])
