CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE p (id integer PRIMARY KEY, v text);
CREATE TABLE t (id integer PRIMARY KEY, a integer, m mood DEFAULT 'calm', pid integer REFERENCES p (id));
CREATE VIEW v AS SELECT id FROM p;
INSERT INTO p SELECT g, 'p' FROM generate_series(1, 50) g;
INSERT INTO t (id, a, pid) SELECT g, g, 1 + g % 50 FROM generate_series(1, 200) g;
-- case: create a table
-- statement
CREATE TABLE c (id integer PRIMARY KEY, name text NOT NULL);
-- effects:
-- case: drop a table
-- statement
DROP TABLE t;
-- effects: loses-data breaks-running-code
-- case: drop a table that another refers to
-- statement
DROP TABLE p;
-- effects: fails
-- case: drop a table that another refers to, with cascade
-- statement
DROP TABLE p CASCADE;
-- effects: loses-data breaks-running-code
-- case: rename a table
-- statement
ALTER TABLE t RENAME TO u;
-- effects: breaks-running-code
-- case: move a table to a tablespace of logs
-- statement
ALTER TABLE t SET UNLOGGED;
-- effects: rewrites-table blocks-reads blocks-writes
-- case: add a value to an enum
-- statement
ALTER TYPE mood ADD VALUE 'curious';
-- effects:
-- case: drop an enum that a column has
-- statement
DROP TYPE mood;
-- effects: fails
-- case: a comment
-- statement
COMMENT ON TABLE t IS 'rows';
-- effects:
-- case: a policy
-- statement
CREATE POLICY own ON t USING (a > 0);
-- effects:
-- case: update every row
-- statement
UPDATE t SET a = a + 1;
-- effects: scans-table blocks-writes
-- case: update some rows
-- statement
UPDATE t SET a = a + 1 WHERE id < 5;
-- effects:
-- case: update every row from a query with a condition of its own
-- statement
UPDATE t SET a = (SELECT max(id) FROM p WHERE v = 'p');
-- effects: scans-table blocks-writes
-- case: fill a new column where it is empty
-- statement
ALTER TABLE t ADD COLUMN z integer;
UPDATE t SET z = a WHERE t.z IS NULL;
-- effects: scans-table blocks-writes
-- case: fill an old column where it is empty
-- statement
UPDATE t SET a = 0 WHERE a IS NULL;
-- effects:
-- case: fill a new column from another table
-- statement
ALTER TABLE t ADD COLUMN z text;
UPDATE t SET z = p.v FROM p WHERE p.id = t.pid AND "z" IS NULL;
-- effects: scans-table blocks-writes
-- case: update a few rows from a list
-- statement
UPDATE t SET a = l.a FROM (VALUES (1, 2), (2, 3)) AS l (id, a) WHERE l.id = t.id;
-- effects:
-- case: delete every row
-- statement
DELETE FROM t;
-- effects: scans-table blocks-writes loses-data
-- case: truncate
-- statement
TRUNCATE t;
-- effects: loses-data
-- case: insert
-- statement
INSERT INTO p (id, v) VALUES (1000, 'where');
-- effects:
-- case: index on a table of the same migration
-- statement
CREATE TABLE c (id integer, a integer);
CREATE INDEX c_a ON c (a);
ALTER TABLE c ADD COLUMN b integer NOT NULL;
ALTER TABLE c ADD PRIMARY KEY (id);
DROP TABLE c;
-- effects:
