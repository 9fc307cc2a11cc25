"""Which tables nobody reads until the transaction ends: every statement of the cases, and more, against a server's pg_locks."""

import psycopg
import pytest

from bot.effects.locks import locked
from bot.model import Dialect
from bot.parse.sql import replay
from tests.effects.cases import Case, cases
from tests.effects.servers import postgresql

SETUP = """
    CREATE TABLE p (id integer PRIMARY KEY, v text UNIQUE);
    CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, pid integer REFERENCES p (id));
    CREATE INDEX t_a ON t (a);
    ALTER TABLE t ADD CONSTRAINT t_a_positive CHECK (a > 0) NOT VALID;
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER t_old BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
    CREATE POLICY t_policy ON t USING (true);
    CREATE TABLE e (id integer, at date) PARTITION BY RANGE (at);
    CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE TABLE e2 (id integer, at date);
    INSERT INTO p SELECT g, 'p' || g FROM generate_series(1, 5) g;
    INSERT INTO t (id, a, pid) SELECT g, g, g FROM generate_series(1, 5) g;
"""
STATEMENTS = """
    ALTER TABLE t ADD COLUMN x integer;
    ALTER TABLE t ADD COLUMN x integer REFERENCES p (id);
    ALTER TABLE t ADD COLUMN x integer UNIQUE;
    ALTER TABLE t DROP COLUMN b;
    ALTER TABLE t DROP COLUMN pid;
    ALTER TABLE t RENAME TO t2;
    ALTER TABLE t RENAME COLUMN a TO aa;
    ALTER TABLE t RENAME CONSTRAINT t_a_positive TO t_a_more;
    ALTER TABLE t ALTER COLUMN a SET DEFAULT 3;
    ALTER TABLE t ALTER COLUMN a SET STATISTICS 100;
    ALTER TABLE t ALTER COLUMN a SET NOT NULL;
    ALTER TABLE t ALTER COLUMN b SET STORAGE EXTERNAL;
    ALTER TABLE t ADD CONSTRAINT t_p2 FOREIGN KEY (a) REFERENCES p (id);
    ALTER TABLE t ADD CONSTRAINT t_p2 FOREIGN KEY (a) REFERENCES p (id) NOT VALID;
    ALTER TABLE t DROP CONSTRAINT t_pid_fkey;
    ALTER TABLE t DROP CONSTRAINT t_a_positive;
    ALTER TABLE t VALIDATE CONSTRAINT t_a_positive;
    ALTER TABLE t ADD CONSTRAINT t_b CHECK (b <> '') NOT VALID;
    ALTER TABLE t SET (fillfactor = 70);
    ALTER TABLE t RESET (fillfactor);
    ALTER TABLE t SET UNLOGGED;
    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    ALTER TABLE t DISABLE TRIGGER t_old;
    ALTER TABLE t CLUSTER ON t_a;
    ALTER TABLE t REPLICA IDENTITY FULL;
    CREATE INDEX t_b ON t (b);
    ALTER INDEX t_a RENAME TO t_aa;
    DROP INDEX t_a;
    CREATE POLICY more ON t USING (true);
    ALTER POLICY t_policy ON t USING (false);
    DROP POLICY t_policy ON t;
    CREATE TRIGGER t_new BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
    DROP TRIGGER t_old ON t;
    COMMENT ON TABLE t IS 'x';
    COMMENT ON COLUMN t.a IS 'x';
    DROP TABLE t;
    DROP TABLE e1;
    TRUNCATE t;
    LOCK TABLE t IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE t IN SHARE MODE;
    LOCK t;
    CLUSTER t USING t_a;
    REINDEX TABLE t;
    CREATE TABLE n (id integer REFERENCES p (id));
    CREATE VIEW v AS SELECT * FROM t;
    UPDATE t SET a = 2;
    DELETE FROM t;
    INSERT INTO t (id) VALUES (99);
    GRANT SELECT ON t TO public;
    ALTER TABLE e ATTACH PARTITION e2 FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
    ALTER TABLE e DETACH PARTITION e1;
    ALTER TABLE e ADD COLUMN x integer;
    ALTER TABLE e1 ALTER COLUMN id SET DEFAULT 1;
"""
OTHERS = [Case(text.strip(), Dialect.POSTGRESQL, SETUP, text.strip() + ";", frozenset()) for text in STATEMENTS.split(";") if text.strip()]
KNOWN = [case for case in cases(Dialect.POSTGRESQL) if case.transaction != "none"]
TABLES = "select oid, relname from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')"
HELD = "select relation from pg_locks where pid = pg_backend_pid() and mode = 'AccessExclusiveLock'"


def measured(case: Case) -> frozenset[str] | None:
    """What a server holds after the statement, of the tables that stood before it; None where it refuses the statement."""
    with postgresql() as connection:
        connection.execute(case.setup)
        before = dict(connection.execute(TABLES).fetchall())
        connection.execute("begin")
        try:
            connection.execute(case.statement)
        except psycopg.Error:
            return None
        return frozenset(before[oid] for (oid,) in connection.execute(HELD) if oid in before)


def said(case: Case) -> frozenset[str]:
    base = replay([("setup.sql", case.setup)], dialect=Dialect.POSTGRESQL)
    ran = replay([("case.sql", case.statement)], dialect=Dialect.POSTGRESQL, start=base.schema)
    return frozenset[str]().union(*(locked(step, base=base.schema, project=case.project) for step in ran.steps))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in (*OTHERS, *KNOWN)])
def test_the_locks_that_stop_readers_are_those_of_a_server(case):
    held = measured(case)
    if held is not None:
        assert said(case) == held
