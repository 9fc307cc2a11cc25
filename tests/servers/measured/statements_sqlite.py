"""The statements for SQLite: what ALTER TABLE takes, rebuilds by type and column, and what becomes of the children."""

from collections.abc import Iterator
from itertools import product

from bot.model import Dialect
from tests.servers.measured.situations import Situation, State, Statement, World

TABLES = """
CREATE TABLE parents (id integer PRIMARY KEY, name text);
CREATE TABLE t (
  id integer PRIMARY KEY, a integer, b text NOT NULL DEFAULT 'b', c text, d integer CHECK (d < 1000), u text UNIQUE,
  seen integer, v integer GENERATED ALWAYS AS (a + 1) VIRTUAL, pid integer REFERENCES parents (id)
);
CREATE INDEX t_a ON t (a);
CREATE VIEW shown AS SELECT id, seen FROM t;
CREATE TABLE going (id integer PRIMARY KEY, tid integer REFERENCES t (id) ON DELETE CASCADE);
CREATE TABLE emptied (id integer PRIMARY KEY, tid integer REFERENCES t (id) ON DELETE SET NULL);
"""
CHILDREN = """
INSERT INTO going SELECT id + 100, id FROM t; INSERT INTO emptied SELECT id + 100, id FROM t;"""
COLUMNS = "id, a, b, c, d, u, seen, pid"
ROWS = "INSERT INTO parents VALUES (1, 'x'), (2, 'y'); WITH RECURSIVE g (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 400) "
FITS = f"{ROWS} INSERT INTO t ({COLUMNS}) SELECT i, i, 'b' || i, 'c' || i, i, 'u' || i, i, 1 + i % 2 FROM g; {CHILDREN}"
UNFIT = f"{ROWS} INSERT INTO t ({COLUMNS}) SELECT i, i % 3, 'b', 'same', i, 'u' || i, i, 1 + i % 2 FROM g; {CHILDREN}"
FORMS = (
    "ALTER TABLE t ADD COLUMN z {type};",
    "ALTER TABLE t ADD COLUMN z {type} NOT NULL;",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one};",
    "ALTER TABLE t ADD COLUMN z {type} NOT NULL DEFAULT {one};",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT CURRENT_TIMESTAMP;",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT (random());",
    "ALTER TABLE t ADD COLUMN z {type} UNIQUE;",
    "ALTER TABLE t ADD COLUMN z {type} REFERENCES parents (id);",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one} REFERENCES parents (id);",
    "ALTER TABLE t ADD COLUMN z {type} GENERATED ALWAYS AS (a) STORED;",
    "ALTER TABLE t ADD COLUMN z {type} GENERATED ALWAYS AS (a) VIRTUAL;",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one} CHECK (z IS NOT NULL);",
)
TYPES = {"integer": "1", "text": "'1'", "real": "1", "numeric": "1"}
WRITTEN = """
    ALTER TABLE t DROP COLUMN a;
    ALTER TABLE t DROP COLUMN b;
    ALTER TABLE t DROP COLUMN c;
    ALTER TABLE t DROP COLUMN d;
    ALTER TABLE t DROP COLUMN u;
    ALTER TABLE t DROP COLUMN seen;
    ALTER TABLE t DROP COLUMN pid;
    ALTER TABLE t DROP COLUMN v;
    ALTER TABLE t DROP COLUMN missing;
    ALTER TABLE t RENAME COLUMN c TO cc;
    ALTER TABLE t RENAME TO t2;
    ALTER TABLE t ALTER COLUMN c TYPE integer;
    ALTER TABLE t ADD CONSTRAINT c UNIQUE (c);
    CREATE INDEX i ON t (c);
    CREATE UNIQUE INDEX i ON t (c);
    CREATE INDEX i ON t (c) WHERE c IS NOT NULL;
    CREATE INDEX IF NOT EXISTS t_a ON t (a);
    DROP INDEX t_a;
    DROP INDEX missing;
    DROP TABLE t;
    DROP TABLE going;
    DROP TABLE parents;
    DROP TABLE IF EXISTS missing;
    DROP VIEW shown;
    UPDATE t SET a = 7;
    UPDATE t SET a = 7 WHERE id = 1;
    DELETE FROM going;
    DELETE FROM t WHERE id = 1;
    CREATE TABLE n (id integer PRIMARY KEY, tid integer REFERENCES t (id));
    REINDEX t_a;
"""
SIMPLE = """
CREATE TABLE s (id integer PRIMARY KEY, k {type}, n integer);
CREATE TABLE child (id integer PRIMARY KEY, sid integer REFERENCES s (id) {action});
"""


def rebuild(change: str, copied: str = "id, k, n") -> str:
    return (
        f"CREATE TABLE __new_s ({change}); INSERT INTO __new_s (id, k, n) SELECT {copied} FROM s; "
        "DROP TABLE s; ALTER TABLE __new_s RENAME TO s;"
    )


def formed(driver: str) -> Iterator[Statement]:
    """Forms by type over a table with everything around it, and rebuilds by what the children are told."""
    for (kind, one), form in product(TYPES.items(), FORMS):
        yield Statement(World(Dialect.SQLITE, "", TABLES, (FITS, UNFIT)), form.format(type=kind, one=one), driver=driver, over=kind)
    count = "WITH RECURSIVE g (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 900)"
    fits = f"{count} INSERT INTO s SELECT i, i, i FROM g; INSERT INTO child SELECT id + 1000, id FROM s WHERE id < 90;"
    unfit = f"{count} INSERT INTO s SELECT i, nullif(i % 3, 0), -1 FROM g; INSERT INTO child SELECT id + 1000, id FROM s WHERE id < 90;"
    for kind, action in product(("integer", "text"), ("", "ON DELETE CASCADE", "ON DELETE SET NULL", "ON DELETE RESTRICT")):
        world = World(Dialect.SQLITE, "", SIMPLE.format(type=kind, action=action), (fits, unfit))
        for text in (
            rebuild(f"id integer PRIMARY KEY, k {kind} NOT NULL, n integer"),
            rebuild("id integer PRIMARY KEY, k numeric, n integer"),
            rebuild(f"id integer PRIMARY KEY, k {kind} UNIQUE, n integer"),
            rebuild(f"id integer PRIMARY KEY, k {kind}, n integer CHECK (n > 0)"),
            f"PRAGMA foreign_keys=OFF; {rebuild(f'id integer PRIMARY KEY, k {kind} NOT NULL, n integer')} PRAGMA foreign_keys=ON;",
            "DROP TABLE s;",
            "DELETE FROM s;",
        ):
            yield Statement(world, text, driver=driver, over=f"{kind} {action}")


def written(driver: str) -> Iterator[Statement]:
    world = World(Dialect.SQLITE, "", TABLES, (FITS, UNFIT))
    for line in filter(None, (line.strip() for line in WRITTEN.splitlines())):
        yield Statement(world, line, generated=False, driver=driver)


def situations(driver: str) -> Iterator[Situation]:
    for statement in (*formed(driver), *written(driver)):
        yield Situation(statement, State.FILLED)
        if not statement.touches_rows and statement.generated and "__new" not in statement.text:
            yield Situation(statement, State.EMPTY)
            yield Situation(statement, State.NEW)
