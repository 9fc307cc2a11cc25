"""Statements for PostgreSQL that no product makes: what stands in the way of a change, objects of other kinds, and maintenance."""

from collections.abc import Iterator

from bot.model import Dialect
from tests.servers.measured.situations import Statement, World

AROUND = """
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE p (id integer PRIMARY KEY, v text UNIQUE);
INSERT INTO p SELECT g, 'p' || g FROM generate_series(1, 3) g;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
"""
TABLES = """
CREATE TABLE t (
  id integer PRIMARY KEY, a integer, b text, c varchar(20), n integer NOT NULL, m mood DEFAULT 'calm', w text DEFAULT 'calm',
  seen integer, ruled integer, fired integer, summed integer, kept integer DEFAULT 1, pid integer REFERENCES p (id),
  total integer GENERATED ALWAYS AS (summed + 1) STORED, CONSTRAINT kept_there CHECK (kept IS NOT NULL)
);
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
CREATE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_id ON t (id);
CREATE VIEW v AS SELECT id, seen FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT id, n FROM t;
CREATE RULE r AS ON UPDATE TO t WHERE new.ruled > 100 DO INSTEAD NOTHING;
CREATE TRIGGER g BEFORE UPDATE OF fired ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY only_some ON t USING (b <> 'x');
CREATE TABLE e (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE e2 (id integer, at date);
"""
COLUMNS = "id, a, b, c, n, m, w, seen, ruled, fired, summed, kept, pid"
FITS = f"""
INSERT INTO t ({COLUMNS}) SELECT g, g, 'b' || g, 'c', g, 'calm', 'calm', g, g, g, g, g, g FROM generate_series(1, 3) g;
INSERT INTO e2 VALUES (1, '2022-02-02'); INSERT INTO e VALUES (1, '2020-02-02');
"""
UNFIT = f"""
ALTER TABLE t DROP CONSTRAINT a_positive;
INSERT INTO t ({COLUMNS})
  SELECT g, (ARRAY[-1, 1000, 1000])[g], NULL, 'cccccccccccc', 1, NULL, 'odd', g, g, g, g, g, NULL FROM generate_series(1, 3) g;
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
INSERT INTO e2 VALUES (1, '2012-02-02'); INSERT INTO e VALUES (1, '2020-02-02');
"""
STATEMENTS = """
    ALTER TABLE t DROP COLUMN seen;
    ALTER TABLE t DROP COLUMN seen CASCADE;
    ALTER TABLE t ALTER COLUMN seen TYPE bigint;
    ALTER TABLE t ALTER COLUMN n TYPE bigint;
    ALTER TABLE t RENAME COLUMN seen TO shown;
    ALTER TABLE t DROP COLUMN ruled;
    ALTER TABLE t ALTER COLUMN ruled TYPE bigint;
    ALTER TABLE t DROP COLUMN fired;
    ALTER TABLE t ALTER COLUMN fired TYPE bigint;
    ALTER TABLE t DROP COLUMN summed;
    ALTER TABLE t ALTER COLUMN summed TYPE bigint;
    ALTER TABLE t DROP COLUMN total;
    ALTER TABLE t ALTER COLUMN total DROP EXPRESSION;
    ALTER TABLE t DROP COLUMN b;
    ALTER TABLE t ALTER COLUMN b TYPE varchar(100);
    ALTER TABLE t ALTER COLUMN m TYPE text;
    ALTER TABLE t ALTER COLUMN m TYPE text USING m::text;
    ALTER TABLE t ALTER COLUMN w TYPE mood USING w::mood;
    ALTER TABLE t ALTER COLUMN w DROP DEFAULT; ALTER TABLE t ALTER COLUMN w TYPE mood USING w::mood;
    ALTER TABLE t ALTER COLUMN c TYPE varchar(40);
    ALTER TABLE t ALTER COLUMN c TYPE varchar(10);
    ALTER TABLE t ALTER COLUMN c TYPE text;
    ALTER TABLE t ALTER COLUMN a TYPE bigint, ALTER COLUMN n TYPE bigint;
    ALTER TABLE t ALTER COLUMN kept SET NOT NULL;
    ALTER TABLE t ALTER COLUMN b SET NOT NULL;
    ALTER TABLE t ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY;
    ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
    ALTER TABLE t ALTER COLUMN a SET STATISTICS 100;
    ALTER TABLE t ALTER COLUMN b SET STORAGE EXTERNAL;
    ALTER TABLE t ALTER COLUMN b SET DEFAULT 'x';
    ALTER TABLE t ALTER COLUMN n DROP NOT NULL;
    ALTER TABLE t ADD COLUMN z serial;
    ALTER TABLE t ADD COLUMN z integer GENERATED ALWAYS AS IDENTITY;
    ALTER TABLE t ADD COLUMN IF NOT EXISTS a integer;
    ALTER TABLE t DROP COLUMN IF EXISTS missing;
    ALTER TABLE t DROP COLUMN missing;
    ALTER TABLE t ADD COLUMN a integer;
    ALTER TABLE t DROP COLUMN a;
    ALTER TABLE t DROP COLUMN id;
    ALTER TABLE t DROP COLUMN pid;
    ALTER TABLE p DROP COLUMN id;
    ALTER TABLE p DROP COLUMN id CASCADE;
    ALTER TABLE p DROP COLUMN v;
    ALTER TABLE p DROP CONSTRAINT p_pkey;
    ALTER TABLE p DROP CONSTRAINT p_pkey CASCADE;
    ALTER TABLE p DROP CONSTRAINT p_v_key;
    ALTER TABLE t DROP CONSTRAINT t_pid_fkey;
    ALTER TABLE t DROP CONSTRAINT a_positive;
    ALTER TABLE t DROP CONSTRAINT t_pkey;
    ALTER TABLE t VALIDATE CONSTRAINT a_positive;
    ALTER TABLE t RENAME CONSTRAINT a_positive TO a_more;
    ALTER TABLE t ADD CONSTRAINT a_small CHECK (a < 100);
    ALTER TABLE t ADD CONSTRAINT a_small CHECK (a < 100) NOT VALID;
    ALTER TABLE t ADD CONSTRAINT n_key UNIQUE (n, a);
    ALTER TABLE t ADD CONSTRAINT id_key UNIQUE USING INDEX t_id;
    ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_id;
    ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (n);
    ALTER TABLE t DROP CONSTRAINT t_pid_fkey, ADD CONSTRAINT t_pid_fkey FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE;
    ALTER TABLE t ADD CONSTRAINT to_p FOREIGN KEY (b) REFERENCES p (v);
    ALTER TABLE t ADD CONSTRAINT to_p FOREIGN KEY (a) REFERENCES p (v);
    ALTER TABLE t ADD CONSTRAINT to_p FOREIGN KEY (a) REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED;
    ALTER TABLE t RENAME TO t2;
    ALTER TABLE t RENAME COLUMN a TO aa;
    ALTER TABLE t SET (fillfactor = 70);
    ALTER TABLE t RESET (fillfactor);
    ALTER TABLE t SET UNLOGGED;
    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    ALTER TABLE t DISABLE TRIGGER g;
    ALTER TABLE t CLUSTER ON t_a;
    ALTER TABLE t REPLICA IDENTITY FULL;
    ALTER TABLE t OWNER TO CURRENT_USER;
    ALTER INDEX t_a RENAME TO t_aa;
    ALTER TABLE e ATTACH PARTITION e2 FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
    ALTER TABLE e DETACH PARTITION e1;
    ALTER TABLE e ADD COLUMN x integer;
    ALTER TABLE e ALTER COLUMN id TYPE bigint;
    ALTER TABLE e1 ALTER COLUMN id SET DEFAULT 1;
    CREATE INDEX e_id ON e (id);
    CREATE INDEX t_b ON t (b);
    CREATE INDEX t_b ON t (lower(b));
    CREATE INDEX IF NOT EXISTS t_a ON t (a);
    CREATE UNIQUE INDEX t_u ON t (a) WHERE a > 0;
    DROP INDEX t_a;
    DROP INDEX CONCURRENTLY t_a;
    DROP INDEX t_pkey;
    REINDEX TABLE t;
    REINDEX INDEX t_a;
    REINDEX TABLE CONCURRENTLY t;
    VACUUM FULL t;
    VACUUM t;
    CLUSTER t USING t_a;
    CREATE POLICY more ON t USING (true);
    DROP POLICY only_some ON t;
    CREATE TRIGGER t_new BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
    DROP TRIGGER g ON t;
    DROP FUNCTION f();
    DROP FUNCTION f() CASCADE;
    DROP RULE r ON t;
    DROP VIEW v;
    DROP TYPE mood;
    DROP TYPE mood CASCADE;
    DROP TABLE t;
    DROP TABLE t CASCADE;
    DROP TABLE p;
    DROP TABLE p CASCADE;
    DROP TABLE e1;
    DROP TABLE e2;
    DROP TABLE IF EXISTS missing;
    DROP MATERIALIZED VIEW mv;
    COMMENT ON COLUMN t.a IS 'x';
    CREATE TABLE n (id integer REFERENCES p (id));
    CREATE TABLE n AS SELECT * FROM t;
    CREATE VIEW w AS SELECT id FROM t;
    ALTER TYPE mood ADD VALUE 'glad';
    ALTER TYPE mood ADD VALUE 'glad'; UPDATE t SET m = 'glad' WHERE id = 1;
    ALTER TYPE mood ADD VALUE 'glad'; ALTER TABLE t ALTER COLUMN m SET DEFAULT 'glad';
    ALTER TYPE mood RENAME VALUE 'calm' TO 'quiet';
    TRUNCATE t;
    TRUNCATE p;
    TRUNCATE p CASCADE;
    DELETE FROM t;
    DELETE FROM p;
    DELETE FROM t WHERE id = 1;
    UPDATE t SET a = 7;
    UPDATE t SET a = 7 WHERE a IS NULL;
    UPDATE t SET n = n + 1 WHERE id < 3;
    INSERT INTO t (id, n, kept) VALUES (99, 99, 99);
    LOCK TABLE t IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE t IN SHARE MODE;
    GRANT SELECT ON t TO public;
"""
ALONE = ("concurrently", "vacuum", "alter type mood add")


def written() -> Iterator[Statement]:
    """Each in the runner's transaction; what differs without one, also without."""
    world = World(Dialect.POSTGRESQL, AROUND, TABLES, (FITS, UNFIT))
    for line in filter(None, (line.strip() for line in STATEMENTS.splitlines())):
        yield Statement(world, line, generated=False)
        if any(word in line.lower() for word in ALONE) and line.count(";") == 1:
            yield Statement(world, line, generated=False, transaction="none")
