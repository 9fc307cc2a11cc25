CREATE TABLE p (id integer PRIMARY KEY, v text);
CREATE TABLE t (
  id integer PRIMARY KEY,
  a integer,
  b text,
  c text,
  u text UNIQUE,
  n integer NOT NULL DEFAULT 1,
  g integer GENERATED ALWAYS AS (a + 1) VIRTUAL,
  pid integer REFERENCES p (id),
  CONSTRAINT a_positive CHECK (a > 0)
);
CREATE TABLE k (id integer PRIMARY KEY, tid integer NOT NULL DEFAULT 1 REFERENCES t (id) ON DELETE CASCADE);
CREATE INDEX t_b ON t (b);
WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 50) INSERT INTO p SELECT i, 'p' FROM s;
WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 3000)
  INSERT INTO t (id, a, b, c, u, pid) SELECT i, i, 'b', printf('%0100d', i), 'u' || i, 1 + i % 50 FROM s;
INSERT INTO k VALUES (1, 1), (2, 2);
-- case: add a column
-- statement
ALTER TABLE t ADD COLUMN z text;
-- effects:
-- case: add a required column without a default
-- statement
ALTER TABLE t ADD COLUMN z integer NOT NULL;
-- effects: fails breaks-running-code
-- case: add a required column with a default
-- statement
ALTER TABLE t ADD COLUMN z integer NOT NULL DEFAULT 1;
-- effects:
-- case: add a column with a negative default
-- statement
ALTER TABLE t ADD COLUMN z integer NOT NULL DEFAULT -1;
-- effects:
-- case: add a column with a string default
-- statement
ALTER TABLE t ADD COLUMN z text NOT NULL DEFAULT 'a (b) c';
-- effects:
-- case: add a column with a truth value
-- statement
ALTER TABLE t ADD COLUMN z integer NOT NULL DEFAULT false;
-- effects:
-- case: add a column with a clock
-- statement
ALTER TABLE t ADD COLUMN z text DEFAULT CURRENT_TIMESTAMP;
-- effects: fails
-- case: add a column with a computed default
-- statement
ALTER TABLE t ADD COLUMN z text DEFAULT (datetime('now'));
-- effects: fails
-- case: add a stored generated column
-- statement
ALTER TABLE t ADD COLUMN z integer GENERATED ALWAYS AS (a + 1) STORED;
-- effects: fails
-- case: add a virtual column
-- statement
ALTER TABLE t ADD COLUMN z integer GENERATED ALWAYS AS (a + 1) VIRTUAL;
-- effects:
-- case: add a unique column
-- statement
ALTER TABLE t ADD COLUMN z integer UNIQUE;
-- effects: fails
-- case: add a column that refers to another table
-- statement
ALTER TABLE t ADD COLUMN z integer REFERENCES p (id);
-- effects:
-- case: add a column with a default that refers to another table
-- driver: better-sqlite3
-- runner: all
-- statement
ALTER TABLE t ADD COLUMN z integer DEFAULT 1 REFERENCES p (id);
-- effects: fails
-- case: drop a column
-- statement
ALTER TABLE t DROP COLUMN c;
-- effects: rewrites-table blocks-writes loses-data breaks-running-code
-- case: drop a column with an index
-- statement
ALTER TABLE t DROP COLUMN b;
-- effects: fails
-- case: drop a unique column
-- statement
ALTER TABLE t DROP COLUMN u;
-- effects: fails
-- case: drop a column of a check and a generated column
-- statement
ALTER TABLE t DROP COLUMN a;
-- effects: fails
-- case: drop a column with a reference of its own
-- statement
ALTER TABLE t DROP COLUMN pid;
-- effects: rewrites-table blocks-writes loses-data breaks-running-code
-- case: drop a column that a clause of the table refers with
CREATE TABLE w (
  id integer PRIMARY KEY,
  pid integer,
  FOREIGN KEY (pid) REFERENCES p (id)
);
-- statement
ALTER TABLE w DROP COLUMN pid;
-- effects: fails
-- case: drop the column of the primary key
-- statement
ALTER TABLE t DROP COLUMN id;
-- effects: fails
-- case: drop a virtual column
-- statement
ALTER TABLE t DROP COLUMN g;
-- effects: breaks-running-code
-- case: rename a column
-- statement
ALTER TABLE t RENAME COLUMN c TO d;
-- effects: breaks-running-code
-- case: rename a table
-- statement
ALTER TABLE p RENAME TO q;
-- effects: breaks-running-code
-- case: index
-- statement
CREATE INDEX t_n ON t (n);
-- effects: builds-index blocks-writes
-- case: drop an index
-- statement
DROP INDEX t_b;
-- effects:
-- case: drop a table
-- statement
DROP TABLE k;
-- effects: loses-data breaks-running-code
-- case: drop a table whose rows are referred to, keys checked
-- driver: better-sqlite3
-- runner: all
-- statement
DROP TABLE p;
-- effects: fails breaks-running-code
-- case: rebuild a table
-- statement
PRAGMA foreign_keys=OFF;
CREATE TABLE __new_t (id integer PRIMARY KEY, a integer, b text, c text, u text UNIQUE, n integer NOT NULL DEFAULT 1, g integer, pid integer);
INSERT INTO __new_t (id, a, b, c, u, n, g, pid) SELECT id, a, b, c, u, n, g, pid FROM t;
DROP TABLE t;
ALTER TABLE __new_t RENAME TO t;
PRAGMA foreign_keys=ON;
-- effects: rewrites-table blocks-writes
-- case: rebuild a table without one of its columns
-- statement
PRAGMA foreign_keys=OFF;
CREATE TABLE __new_t (id integer PRIMARY KEY, a integer, b text, u text UNIQUE, n integer NOT NULL DEFAULT 1, g integer, pid integer);
INSERT INTO __new_t (id, a, b, u, n, g, pid) SELECT id, a, b, u, n, g, pid FROM t;
DROP TABLE t;
ALTER TABLE __new_t RENAME TO t;
PRAGMA foreign_keys=ON;
-- effects: rewrites-table blocks-writes loses-data breaks-running-code
-- case: rebuild a table while deletes cascade
-- driver: better-sqlite3
-- runner: all
-- statement
PRAGMA foreign_keys=OFF;
CREATE TABLE __new_t (id integer PRIMARY KEY, a integer, b text, c text, u text UNIQUE, n integer NOT NULL DEFAULT 1, g integer, pid integer);
INSERT INTO __new_t (id, a, b, c, u, n, g, pid) SELECT id, a, b, c, u, n, g, pid FROM t;
DROP TABLE t;
ALTER TABLE __new_t RENAME TO t;
PRAGMA foreign_keys=ON;
-- effects: rewrites-table blocks-writes loses-data
-- case: delete every row
-- statement
DELETE FROM k;
-- effects: scans-table blocks-writes loses-data
-- case: index on a new table
-- statement
CREATE TABLE c (id integer PRIMARY KEY, a integer);
CREATE INDEX c_a ON c (a);
-- effects:
-- case: index concurrently
-- statement
CREATE INDEX CONCURRENTLY t_n ON t (n);
-- effects: fails
