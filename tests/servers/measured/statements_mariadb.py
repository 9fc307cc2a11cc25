"""The statements for MariaDB: types × types, forms × types, and what stands in the way of a change."""

from collections.abc import Iterator
from itertools import product

from bot.model import Dialect
from tests.servers.measured.situations import Situation, State, Statement, World
from tests.servers.measured.statements_postgresql import kept

TYPES: dict[str, tuple[str, ...]] = {
    "tinyint": ("1", "-128"),
    "smallint": ("1", "-32768"),
    "mediumint": ("1", "8388607"),
    "int": ("1", "-2147483648"),
    "bigint": ("1", "9223372036854775807"),
    "int unsigned": ("1", "4294967295"),
    "bigint unsigned": ("1", "18446744073709551615"),
    "decimal(10,2)": ("1", "-99999999.99"),
    "decimal(20,4)": ("1", "1.5678", "1234567890123456.7891"),
    "float": ("1", "-1.5", "1.25e30"),
    "double": ("1", "-1.5", "1e300", "0.1234567890123"),
    "char(5)": ("'1'", "'xxxxx'"),
    "varchar(20)": ("'1'", "'2020-01-02'", "'xxxxxxxxxxxxxxxxxxxx'"),
    "varchar(60)": ("'1'", "'2020-01-02'", f"'{'x' * 60}'"),
    "varchar(200)": ("'1'", "'2020-01-02'", f"'{'x' * 200}'"),
    "text": ("'1'", "'2020-01-02'", f"'{'x' * 300}'"),
    "mediumtext": ("'1'", f"'{'x' * 300}'"),
    "date": ("'2020-01-02'",),
    "datetime": ("'2020-01-02 00:00:00'", "'2020-01-02 03:04:05'"),
    "datetime(3)": ("'2020-01-02 00:00:00'", "'2020-01-02 03:04:05.678'"),
    "timestamp": ("'2020-01-02 00:00:00'", "'2020-01-02 03:04:05'"),
    "time": ("'03:04:05'",),
    "boolean": ("1", "0"),
    "enum('a','b')": ("'a'", "'b'"),
    "enum('a','b','c')": ("'a'", "'c'"),
    "varbinary(16)": ("'1'", "x'ff'", "'xxxxxxxxxxxxxxxx'"),
}
LONG = {"text", "mediumtext"}
AROUND = "CREATE TABLE p (id int PRIMARY KEY, v varchar(20)); INSERT INTO p VALUES (1, 'a'), (2, 'b');"
KEYS = {
    "int": ("1", "2"),
    "bigint unsigned": ("1", "2"),
    "varchar(20)": ("'x'", "'y'"),
    "decimal(10,2)": ("1.25", "2.50"),
    "datetime": ("'2020-01-02 00:00:00'", "'2021-01-02 00:00:00'"),
    "enum('a','b')": ("'a'", "'b'"),
}
FORMS = (
    "ALTER TABLE t ADD COLUMN z {type};",
    "ALTER TABLE t ADD COLUMN z {type} NOT NULL DEFAULT {one};",
    "ALTER TABLE t ADD COLUMN z {type} AFTER id;",
    "ALTER TABLE t ADD COLUMN z {type} FIRST;",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one} UNIQUE;",
    "ALTER TABLE t ADD COLUMN z {type} GENERATED ALWAYS AS (k) STORED;",
    "ALTER TABLE t ADD COLUMN z {type} GENERATED ALWAYS AS (k) VIRTUAL;",
    "ALTER TABLE t ADD COLUMN z {type} CHECK (z IS NOT NULL OR id > 0);",
    "ALTER TABLE t ADD COLUMN z {type}, ALGORITHM=INSTANT;",
    "ALTER TABLE t MODIFY k {type} NOT NULL;",
    "ALTER TABLE t MODIFY k {type} NOT NULL DEFAULT {one};",
    "ALTER TABLE t MODIFY k {type} DEFAULT {one};",
    "ALTER TABLE t MODIFY k {type} AFTER id;",
    "ALTER TABLE t MODIFY k {type} COMMENT 'x';",
    "ALTER TABLE t MODIFY s {type} NULL;",
    "ALTER TABLE t CHANGE k l {type};",
    "ALTER TABLE t RENAME COLUMN k TO l;",
    "ALTER TABLE t ALTER k SET DEFAULT {one};",
    "ALTER TABLE t ALTER s DROP DEFAULT;",
    "ALTER TABLE t DROP COLUMN k;",
    "ALTER TABLE t ADD UNIQUE INDEX i (k);",
    "ALTER TABLE t ADD INDEX i (k, a);",
    "ALTER TABLE t ADD INDEX i (k), ALGORITHM=COPY;",
    "ALTER TABLE t ADD INDEX i (k), LOCK=SHARED;",
    "CREATE INDEX i ON t (k);",
    "CREATE UNIQUE INDEX i ON t (k);",
    "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (k) REFERENCES q (id);",
    "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (k) REFERENCES q (id) ON DELETE CASCADE;",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (k IS NOT NULL);",
    "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, s);",
    "UPDATE t SET k = {two};",
    "UPDATE t SET k = {two} WHERE id = 1;",
    "DELETE FROM t WHERE k = {two};",
)


def retyped() -> Iterator[Statement]:
    """Every type to every other, of a bare column and of an indexed one."""
    for (old, values), new, column in product(TYPES.items(), TYPES, "ci"):
        text = f"ALTER TABLE t MODIFY {column} {new};"
        if old == new or not kept(old + text, 5) or (column == "i" and LONG & {old, new}):
            continue
        index = "" if old in LONG else ", KEY t_i (i)"
        tables = f"CREATE TABLE t (id int PRIMARY KEY, c {old} NULL, i {old} NULL{index});"
        fillings = tuple(f"INSERT INTO t VALUES (1, {value}, {value});" for value in (*values, "NULL"))
        yield Statement(World(Dialect.MARIADB, AROUND, tables, fillings), text, over=old)


def formed() -> Iterator[Statement]:
    """Every form over a column of every type, with rows that fit and rows that do not."""
    for (kind, (one, two)), form in product(KEYS.items(), FORMS):
        text = form.format(type=kind, one=one, two=two)
        if kept(kind + text, 26):
            yield Statement(_keyed(kind, one, two), text, over=kind)


def _keyed(kind: str, one: str, two: str) -> World:
    around = f"CREATE TABLE q (id {kind} PRIMARY KEY); INSERT INTO q VALUES ({one}), ({two});"
    tables = f"CREATE TABLE t (id int PRIMARY KEY, a int, k {kind} NULL, s {kind} NOT NULL DEFAULT {one}, n int NOT NULL);"
    fits = f"INSERT INTO t VALUES (1, 1, {one}, {one}, 1), (2, 2, {two}, {two}, 2);"
    unfit = f"INSERT INTO t VALUES (1, 1, {one}, {one}, 1), (2, 1, NULL, {one}, 2), (3, 3, {one}, {two}, 3);"
    strange = f"DELETE FROM q WHERE id = {one}; INSERT INTO t VALUES (5, 5, {one}, {one}, 5);"
    return World(Dialect.MARIADB, around, tables, (fits, unfit, strange))


WRITTEN_TABLES = """
CREATE TABLE t (
  id int AUTO_INCREMENT PRIMARY KEY, a int, b varchar(20), c varchar(20), d text, n int NOT NULL, pid int, seen int, summed int,
  total int GENERATED ALWAYS AS (summed + 1) VIRTUAL, KEY t_a (a), UNIQUE KEY t_b (b), CONSTRAINT to_p FOREIGN KEY (pid) REFERENCES p (id),
  CONSTRAINT a_positive CHECK (a > -100)
);
CREATE VIEW v AS SELECT id, seen FROM t;
"""
WRITTEN_COLUMNS = "id, a, b, c, d, n, pid, seen, summed"
WRITTEN_FITS = f"INSERT INTO t ({WRITTEN_COLUMNS}) VALUES (1,1,'b1','c','d',1,1,1,1), (2,2,'b2','c','d',2,2,2,2);"
WRITTEN_UNFIT = (
    "INSERT INTO t (id, a, b, c, d, n, pid, seen, summed) VALUES (1,-1,NULL,'cc','d',1,1,1,1), (2,1000,'b2','cc','d',1,NULL,2,2);"
)
WRITTEN = """
    ALTER TABLE t DROP COLUMN a;
    ALTER TABLE t DROP COLUMN b;
    ALTER TABLE t DROP COLUMN pid;
    ALTER TABLE t DROP COLUMN seen;
    ALTER TABLE t DROP COLUMN summed;
    ALTER TABLE t DROP COLUMN total;
    ALTER TABLE t DROP COLUMN missing;
    ALTER TABLE t DROP PRIMARY KEY;
    ALTER TABLE p DROP PRIMARY KEY;
    ALTER TABLE p DROP COLUMN id;
    ALTER TABLE t DROP FOREIGN KEY to_p;
    ALTER TABLE t DROP FOREIGN KEY to_p, DROP COLUMN pid;
    ALTER TABLE t DROP INDEX to_p;
    ALTER TABLE t DROP INDEX t_a;
    ALTER TABLE t DROP CONSTRAINT a_positive;
    ALTER TABLE t RENAME INDEX t_a TO t_aa;
    ALTER TABLE t RENAME TO t2;
    RENAME TABLE t TO t2;
    ALTER TABLE t ADD COLUMN z int NOT NULL;
    ALTER TABLE t ADD COLUMN a int;
    ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;
    ALTER TABLE t ADD COLUMN z char(36) DEFAULT (uuid());
    ALTER TABLE t ADD COLUMN z timestamp DEFAULT CURRENT_TIMESTAMP;
    ALTER TABLE t ADD FULLTEXT INDEX f (d);
    ALTER TABLE t ADD CONSTRAINT small CHECK (a < 100);
    ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0);
    ALTER TABLE t ENGINE=InnoDB;
    ALTER TABLE t FORCE;
    ALTER TABLE t ROW_FORMAT=COMPRESSED;
    ALTER TABLE t COMMENT='x';
    ALTER TABLE t AUTO_INCREMENT=1000;
    ALTER TABLE t CONVERT TO CHARACTER SET utf8mb3;
    ALTER TABLE t MODIFY c varchar(40), ADD COLUMN z int;
    ALTER TABLE t MODIFY c varchar(20), ALGORITHM=INSTANT;
    ALTER TABLE t MODIFY n bigint NOT NULL, ALGORITHM=INPLACE;
    ALTER TABLE t MODIFY n bigint NOT NULL, LOCK=NONE;
    ALTER TABLE t MODIFY id bigint AUTO_INCREMENT;
    ALTER TABLE t MODIFY id int;
    ALTER TABLE p MODIFY id bigint;
    DROP TABLE t;
    DROP TABLE p;
    DROP TABLE IF EXISTS missing;
    DROP VIEW v;
    DROP INDEX t_a ON t;
    CREATE TABLE n (id int PRIMARY KEY, pid int, FOREIGN KEY (pid) REFERENCES p (id));
    TRUNCATE TABLE t;
    DELETE FROM t;
    DELETE FROM t WHERE id = 1;
    UPDATE t SET a = 7;
    UPDATE t SET a = 7 WHERE a IS NULL;
"""


def written() -> Iterator[Statement]:
    world = World(Dialect.MARIADB, AROUND, WRITTEN_TABLES, (WRITTEN_FITS, WRITTEN_UNFIT))
    for line in filter(None, (line.strip() for line in WRITTEN.splitlines())):
        yield Statement(world, line, generated=False)


def situations() -> Iterator[Situation]:
    """Every statement on a filled table, and most on an empty one and a new one."""
    for statement in (*retyped(), *formed(), *written()):
        yield Situation(statement, State.FILLED)
        if not statement.touches_rows and kept(f"{statement.over} {statement.text}", 40):
            yield Situation(statement, State.EMPTY)
            if statement.generated:
                yield Situation(statement, State.NEW)
