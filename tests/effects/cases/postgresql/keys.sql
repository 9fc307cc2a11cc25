CREATE TABLE p (id integer PRIMARY KEY, v text UNIQUE);
CREATE TABLE t (
  id integer NOT NULL,
  a integer,
  n integer NOT NULL DEFAULT 1,
  s varchar(20) DEFAULT 's',
  pid integer,
  CONSTRAINT n_positive CHECK (n > 0)
);
CREATE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_id ON t (id);
INSERT INTO p SELECT g, 'p' || g FROM generate_series(1, 50) g;
INSERT INTO t (id, a, pid) SELECT g, g, 1 + g % 50 FROM generate_series(1, 200) g;
-- case: primary key over a required column
-- statement
ALTER TABLE t ADD PRIMARY KEY (id);
-- effects: builds-index blocks-reads blocks-writes
-- case: primary key over a nullable column with a default
ALTER TABLE t ALTER COLUMN a SET DEFAULT 1000;
-- statement
ALTER TABLE t ADD PRIMARY KEY (a);
-- effects: scans-table builds-index blocks-reads blocks-writes
-- case: primary key from an index
-- statement
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_id;
-- effects:
-- case: unique constraint
-- statement
ALTER TABLE t ADD CONSTRAINT t_a_unique UNIQUE (a);
-- effects: builds-index blocks-reads blocks-writes
-- case: unique constraint from an index
-- statement
ALTER TABLE t ADD CONSTRAINT t_id_unique UNIQUE USING INDEX t_id;
-- effects:
-- case: drop a unique constraint
-- statement
ALTER TABLE p DROP CONSTRAINT p_v_key;
-- effects:
-- case: drop a key that another table refers to
ALTER TABLE t ADD CONSTRAINT t_pid FOREIGN KEY (pid) REFERENCES p (id);
-- statement
ALTER TABLE p DROP CONSTRAINT p_pkey;
-- effects: fails
-- case: drop a key that another table refers to, with cascade
ALTER TABLE t ADD CONSTRAINT t_pid FOREIGN KEY (pid) REFERENCES p (id);
-- statement
ALTER TABLE p DROP CONSTRAINT p_pkey CASCADE;
-- effects:
-- case: foreign key
-- statement
ALTER TABLE t ADD CONSTRAINT t_pid FOREIGN KEY (pid) REFERENCES p (id);
-- effects: scans-table blocks-writes
-- case: foreign key that is not validated
-- statement
ALTER TABLE t ADD CONSTRAINT t_pid FOREIGN KEY (pid) REFERENCES p (id) NOT VALID;
-- effects:
-- case: validate a foreign key
ALTER TABLE t ADD CONSTRAINT t_pid FOREIGN KEY (pid) REFERENCES p (id) NOT VALID;
-- statement
ALTER TABLE t VALIDATE CONSTRAINT t_pid;
-- effects: scans-table
-- case: drop a foreign key
ALTER TABLE t ADD CONSTRAINT t_pid FOREIGN KEY (pid) REFERENCES p (id);
-- statement
ALTER TABLE t DROP CONSTRAINT t_pid;
-- effects:
-- case: check
-- statement
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0);
-- effects: scans-table blocks-reads blocks-writes
-- case: check that is not validated
-- statement
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
-- effects:
-- case: validate a check
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
-- statement
ALTER TABLE t VALIDATE CONSTRAINT a_positive;
-- effects: scans-table
-- case: drop a check
-- statement
ALTER TABLE t DROP CONSTRAINT n_positive;
-- effects:
-- case: rename a constraint
-- statement
ALTER TABLE t RENAME CONSTRAINT n_positive TO n_above_zero;
-- effects:
-- case: index
-- statement
CREATE INDEX t_s ON t (s);
-- effects: builds-index blocks-writes
-- case: index concurrently
-- runner: none
-- statement
CREATE INDEX CONCURRENTLY t_s ON t (s);
-- effects: builds-index
-- case: index concurrently in the runner's transaction
-- runner: all
-- statement
CREATE INDEX CONCURRENTLY t_s ON t (s);
-- effects: fails
-- case: drop an index
-- statement
DROP INDEX t_a;
-- effects:
-- case: drop an index concurrently in the runner's transaction
-- runner: file
-- statement
DROP INDEX CONCURRENTLY t_a;
-- effects: fails
-- case: rename an index
-- statement
ALTER INDEX t_a RENAME TO t_by_a;
-- effects:
-- case: reindex a table
-- statement
REINDEX TABLE t;
-- effects: builds-index blocks-writes
-- case: foreign key of a new table
CREATE TABLE other (id integer PRIMARY KEY);
-- statement
CREATE TABLE c (id integer PRIMARY KEY, tid integer REFERENCES p (id));
CREATE INDEX c_tid ON c (tid);
-- effects:
-- case: make a nullable column an identity
-- statement
ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
-- effects: fails
-- case: detach a partition concurrently in the runner's transaction
-- runner: all
CREATE TABLE w (id integer) PARTITION BY RANGE (id);
CREATE TABLE w1 PARTITION OF w FOR VALUES FROM (0) TO (9);
-- statement
ALTER TABLE w DETACH PARTITION w1 CONCURRENTLY;
-- effects: fails
-- case: exclusion constraint
-- statement
ALTER TABLE t ADD CONSTRAINT t_a_apart EXCLUDE USING btree (a WITH =);
-- effects: builds-index blocks-reads blocks-writes
-- case: exclusion constraint without a name
-- statement
ALTER TABLE t ADD EXCLUDE USING btree (a WITH =);
-- effects: builds-index blocks-reads blocks-writes
