"""The statements for PostgreSQL: types × types, forms × types, and what stands in the way of a change."""

from collections.abc import Iterator
from itertools import product
from zlib import crc32

from bot.model import Dialect
from tests.servers.measured.situations import Situation, State, Statement, World
from tests.servers.measured.written_postgresql import written

UUID = "'00000000-0000-0000-0000-00000000000{}'"
# a type and values of it: the first ones fit in most other types, the last ones do not
TYPES: dict[str, tuple[str, ...]] = {
    "smallint": ("1", "32767"),
    "integer": ("1", "2147483647"),
    "bigint": ("1", "9223372036854775807"),
    "numeric": ("1", "1.5", "1e40", "0.12345678901234567890"),
    "numeric(10,2)": ("1", "1.25", "99999999.99"),
    "real": ("1", "1.5", "3.4e38"),
    "double precision": ("1", "1.5", "1e300", "0.1234567890123"),
    "boolean": ("true", "false"),
    "text": ("'1'", "'true'", "'2020-01-02 03:04:05.678'", "'{}'", UUID.format(1), "'10.0.0.1'", "'calm'", f"'{'x' * 30}'"),
    "varchar(20)": ("'1'", "'true'", "'2020-01-02'", "'{}'", "'10.0.0.1'", "'calm'", f"'{'x' * 20}'"),
    "varchar(5)": ("'1'", "'true'", "'{}'", "'calm'", "'xxxxx'"),
    "char(5)": ("'1'", "'true'", "'{}'", "'calm'", "'xxxxx'"),
    "uuid": (UUID.format(1),),
    "json": ("'{}'", "'1'", "'[1, 2]'", "'\"x\"'"),
    "jsonb": ("'{}'", "'[\"a longer document\"]'", "'1'", "'true'", "'[1, 2]'", "'\"x\"'"),
    "date": ("'2020-01-02'",),
    "timestamp": ("'2020-01-02 00:00:00'", "'2020-01-02 03:04:05.678'"),
    "timestamptz": ("'2020-01-02 00:00:00+00'", "'2020-01-02 03:04:05.678+00'"),
    "timestamp(0)": ("'2020-01-02 03:04:05'",),
    "time": ("'03:04:05'", "'03:04:05.678'"),
    "interval": ("'1 hour'", "'40 days 01:02:03.456'", "'1 year 2 mons 40 days 01:02:03.456789'"),
    "inet": ("'10.0.0.1'", "'10.0.0.1/8'"),
    "cidr": ("'10.0.0.0/8'",),
    "bytea": ("'\\x01'", "'\\x0123456789abcdef0123456789abcdef'"),
    "mood": ("'calm'", "'cross'"),
    "integer[]": ("'{1,2}'", "'{1000000,2000000,3000000}'"),
    "text[]": ("'{a}'",),
}
UNINDEXED = {"json"}
AROUND = """
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE p (id integer PRIMARY KEY, v text);
INSERT INTO p SELECT g, 'p' || g FROM generate_series(1, 3) g;
"""
# a type, two values of it, and what is another value in every row
KEYS = {
    "integer": ("1", "2", "(random() * 100)::integer"),
    "bigint": ("1", "2", "(extract(epoch from clock_timestamp()))::bigint"),
    "text": ("'x'", "'y'", "md5(random()::text)"),
    "varchar(20)": ("'x'", "'y'", "left(gen_random_uuid()::text, 20)"),
    "uuid": (UUID.format(1), UUID.format(2), "gen_random_uuid()"),
    "numeric(10,2)": ("1.25", "2.5", "round(random()::numeric, 2)"),
    "timestamptz": ("'2020-01-02 00:00:00+00'", "'2021-01-02 00:00:00+00'", "clock_timestamp()"),
    "date": ("'2020-01-02'", "'2021-01-02'", "(clock_timestamp())::date"),
    "boolean": ("true", "false", "random() < 0.5"),
    "mood": ("'calm'", "'cross'", "(enum_range(NULL::mood))[1 + floor(random() * 2)::integer]"),
    "jsonb": ("'{}'", "'[]'", "jsonb_build_object('at', clock_timestamp())"),
}
FORMS = (
    "ALTER TABLE t ADD COLUMN z {type};",
    "ALTER TABLE t ADD COLUMN z {type} NOT NULL;",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one};",
    "ALTER TABLE t ADD COLUMN z {type} NOT NULL DEFAULT {one};",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {volatile};",
    "ALTER TABLE t ADD COLUMN z {type} NOT NULL DEFAULT {volatile};",
    "ALTER TABLE t ADD COLUMN z {type} UNIQUE;",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one} UNIQUE;",
    "ALTER TABLE t ADD COLUMN z {type} CHECK (z IS NOT NULL);",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one} CHECK (z IS NOT NULL);",
    "ALTER TABLE t ADD COLUMN z {type} REFERENCES q (id);",
    "ALTER TABLE t ADD COLUMN z {type} DEFAULT {one} REFERENCES q (id);",
    "ALTER TABLE t ADD COLUMN z {type} GENERATED ALWAYS AS (k) STORED;",
    "ALTER TABLE t ADD COLUMN z {type}, ADD COLUMN y integer NOT NULL;",
    "ALTER TABLE t ADD COLUMN z {type}; UPDATE t SET z = {one} WHERE z IS NULL;",
    "ALTER TABLE t ADD COLUMN z {type}; UPDATE t SET z = {one}; ALTER TABLE t ALTER COLUMN z SET NOT NULL;",
    "ALTER TABLE t ALTER COLUMN k SET NOT NULL;",
    "ALTER TABLE t ALTER COLUMN s DROP NOT NULL;",
    "ALTER TABLE t ALTER COLUMN k SET DEFAULT {one};",
    "ALTER TABLE t ALTER COLUMN s SET NOT NULL;",
    "ALTER TABLE t ADD CONSTRAINT c UNIQUE (k);",
    "ALTER TABLE t ADD CONSTRAINT c UNIQUE (k, a);",
    "ALTER TABLE t ADD CONSTRAINT c UNIQUE NULLS NOT DISTINCT (k);",
    "ALTER TABLE t ADD CONSTRAINT c UNIQUE (k) DEFERRABLE INITIALLY DEFERRED;",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (k IS NOT NULL);",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (k IS NOT NULL) NOT VALID;",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (k IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c;",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (k IS NOT NULL); ALTER TABLE t ALTER COLUMN k SET NOT NULL;",
    "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (k) REFERENCES q (id);",
    "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (k) REFERENCES q (id) ON DELETE CASCADE;",
    "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (k) REFERENCES q (id) NOT VALID;",
    "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (k) REFERENCES q (id) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c;",
    "ALTER TABLE t ADD CONSTRAINT c EXCLUDE USING btree (k WITH =);",
    "CREATE INDEX i ON t (k);",
    "CREATE UNIQUE INDEX i ON t (k);",
    "CREATE INDEX i ON t USING hash (k);",
    "CREATE INDEX i ON t (k DESC, a) INCLUDE (b);",
    "CREATE INDEX i ON t (k) WHERE k IS NOT NULL;",
    "CREATE INDEX CONCURRENTLY i ON t (k);",
    "CREATE UNIQUE INDEX CONCURRENTLY i ON t (k);",
    "CREATE UNIQUE INDEX i ON t (k); ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i;",
    "ALTER TABLE t DROP COLUMN k;",
    "ALTER TABLE t RENAME COLUMN k TO l;",
    "UPDATE t SET k = {two};",
    "UPDATE t SET k = {two} WHERE id = 1;",
    "DELETE FROM t WHERE k = {two};",
)


def kept(text: str, share: int) -> bool:
    """The same part of a product everywhere, chosen by nothing but the text."""
    return crc32(text.encode()) % 100 < share


def retyped() -> Iterator[Statement]:
    """Every type to every other: of a bare column, of an indexed one, with a USING that casts."""
    forms = ("ALTER COLUMN c TYPE {new}", "ALTER COLUMN i TYPE {new}", "ALTER COLUMN c TYPE {new} USING c::{new}")
    for (old, values), new, form in product(TYPES.items(), TYPES, forms):
        statement = f"ALTER TABLE t {form.format(new=new)};"
        if old == new or not kept(old + statement, 10) or (old in UNINDEXED and " i " in form):
            continue
        index = "" if old in UNINDEXED else "CREATE INDEX t_i ON t (i);"
        tables = f"CREATE TABLE t (id integer PRIMARY KEY, c {old}, i {old}); {index}"
        yield Statement(
            World(Dialect.POSTGRESQL, AROUND, tables, tuple(f"INSERT INTO t VALUES (1, {v}, {v});" for v in (*values, "NULL"))),
            statement,
            over=old,
        )


def formed() -> Iterator[Statement]:
    """Every form over a column of every type, with rows that fit and rows that do not; some without the runner's transaction."""
    for (kind, (one, two, volatile)), form in product(KEYS.items(), FORMS):
        text = form.format(type=kind, one=one, two=two, volatile=volatile)
        if kept(kind + text, 36):
            yield Statement(_keyed(kind, one, two), text, over=kind)
        if text.count(";") == 1 and kept(text + kind, 40 if "CONCURRENTLY" in text else 8):
            yield Statement(_keyed(kind, one, two), text, transaction="none", over=kind)


def _keyed(kind: str, one: str, two: str) -> World:
    around = f"{AROUND} CREATE TABLE q (id {kind} PRIMARY KEY); INSERT INTO q VALUES ({one}), ({two});"

    tables = f"CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, k {kind}, s {kind} NOT NULL DEFAULT {one}, n integer NOT NULL);"
    fits = f"INSERT INTO t VALUES (1, 1, 'a', {one}, {one}, 1), (2, 2, 'b', {two}, {two}, 2);"
    doubled = f"INSERT INTO t VALUES (1, 1, 'a', {one}, {one}, 1), (2, 1, 'b', {one}, {one}, 2), (3, 3, 'c', {two}, {two}, 3);"
    missing = f"INSERT INTO t VALUES (1, 1, 'a', NULL, {one}, 1), (2, 1, 'b', NULL, {two}, 2), (3, 3, 'c', {two}, {two}, 3);"
    strange = f"DELETE FROM q WHERE id = {one}; INSERT INTO t VALUES (5, 5, 'e', {one}, {one}, 5);"
    return World(Dialect.POSTGRESQL, around, tables, (fits, doubled, missing, strange))


def situations() -> Iterator[Situation]:
    """Every statement on a new table, an empty one and a filled one; rows are neither there nor lost in the first two."""
    for statement in (*retyped(), *formed(), *written()):
        yield Situation(statement, State.FILLED)
        if not statement.touches_rows and "UPDATE" not in statement.text:
            yield Situation(statement, State.EMPTY)
            if statement.generated:
                yield Situation(statement, State.NEW)
