CREATE TABLE p (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(20), UNIQUE KEY p_v (v)) ENGINE=InnoDB;
CREATE TABLE t (
  id int NOT NULL,
  a int,
  n int NOT NULL DEFAULT 1,
  v20 varchar(20),
  v60 varchar(60),
  v63 varchar(63),
  ch char(10),
  tx text,
  d decimal(10, 4),
  dt datetime(6),
  e enum('a', 'b'),
  f double,
  pid int,
  PRIMARY KEY (id),
  KEY t_v20 (v20),
  KEY t_pid (pid)
) ENGINE=InnoDB;
INSERT INTO p (v) SELECT concat('p', seq) FROM seq_1_to_50;
INSERT INTO t SELECT seq, seq, 1, 's', 's', 's', 'c', 'x', 1.2345, '2020-01-02 03:04:05.678901', 'a', 1.2345678, 1 + seq % 50 FROM seq_1_to_200;
-- case: add a column
-- statement
ALTER TABLE t ADD COLUMN z int;
-- effects:
-- case: add a required column without a default
-- statement
ALTER TABLE t ADD COLUMN z int NOT NULL;
-- effects: breaks-running-code
-- case: add a required date without a default
-- statement
ALTER TABLE t ADD COLUMN z datetime NOT NULL;
-- effects: breaks-running-code
-- case: add a required column with a default
-- statement
ALTER TABLE t ADD COLUMN z int NOT NULL DEFAULT 7;
-- effects:
-- case: add a column with a computed default
-- statement
ALTER TABLE t ADD COLUMN z varchar(36) NOT NULL DEFAULT (uuid());
-- effects: rewrites-table blocks-writes
-- case: add a column with a default that is computed the same for all
-- statement
ALTER TABLE t ADD COLUMN z varchar(36) NOT NULL DEFAULT (concat('a', 'b'));
-- effects:
-- case: add a column with the time of the statement
-- statement
ALTER TABLE t ADD COLUMN z timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP;
-- effects:
-- case: add a virtual column
-- statement
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a + 1) VIRTUAL;
-- effects:
-- case: add a stored generated column
-- statement
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a + 1) STORED;
-- effects: rewrites-table blocks-writes
-- case: add a column with a check
-- statement
ALTER TABLE t ADD COLUMN z int CHECK (z > 0);
-- effects:
-- case: drop a column
-- statement
ALTER TABLE t DROP COLUMN v60;
-- effects: loses-data breaks-running-code
-- case: drop an indexed column
-- statement
ALTER TABLE t DROP COLUMN v20;
-- effects: loses-data breaks-running-code
-- case: rename a column
-- statement
ALTER TABLE t RENAME COLUMN v60 TO v61;
-- effects: breaks-running-code
-- case: rename the table
-- statement
ALTER TABLE t RENAME TO u;
-- effects: breaks-running-code
-- case: longer varchar
-- statement
ALTER TABLE t MODIFY v60 varchar(61);
-- effects:
-- case: longer varchar that needs a second byte for its length
-- statement
ALTER TABLE t MODIFY v63 varchar(64);
-- effects: rewrites-table blocks-writes
-- case: shorter varchar
-- statement
ALTER TABLE t MODIFY v60 varchar(30);
-- effects: rewrites-table blocks-writes
-- case: varchar to text
-- statement
ALTER TABLE t MODIFY v60 text;
-- effects: rewrites-table blocks-writes
-- case: char to varchar
-- statement
ALTER TABLE t MODIFY ch varchar(10);
-- effects: rewrites-table blocks-writes
-- case: int to bigint
-- statement
ALTER TABLE t MODIFY a bigint;
-- effects: rewrites-table blocks-writes
-- case: int to int unsigned
-- statement
ALTER TABLE t MODIFY a int unsigned;
-- effects: rewrites-table blocks-writes
-- case: an int becomes a double
-- statement
ALTER TABLE t MODIFY a double;
-- effects: rewrites-table blocks-writes
-- case: a decimal of many digits becomes a float
ALTER TABLE t ADD COLUMN many decimal(20, 4) NOT NULL DEFAULT 123456789.1234;
-- statement
ALTER TABLE t MODIFY many float NOT NULL DEFAULT 0;
-- effects: rewrites-table blocks-writes loses-data
-- case: drop a column of a unique key over two
CREATE UNIQUE INDEX t_a_n ON t (a, n);
-- statement
ALTER TABLE t DROP COLUMN a;
-- effects: fails
-- case: drop a column of an index over two
CREATE INDEX t_a_n ON t (a, n);
-- statement
ALTER TABLE t DROP COLUMN a;
-- effects: rewrites-table loses-data breaks-running-code
-- case: drop a column and the unique key over it
CREATE UNIQUE INDEX t_a_n ON t (a, n);
-- statement
ALTER TABLE t DROP INDEX t_a_n, DROP COLUMN a;
-- effects: loses-data breaks-running-code
-- case: fewer decimals
-- statement
ALTER TABLE t MODIFY d decimal(10, 2);
-- effects: rewrites-table blocks-writes loses-data
-- case: more digits
-- statement
ALTER TABLE t MODIFY d decimal(12, 4);
-- effects: rewrites-table blocks-writes
-- case: double to float
-- statement
ALTER TABLE t MODIFY f float;
-- effects: rewrites-table blocks-writes loses-data
-- case: coarser datetime
-- statement
ALTER TABLE t MODIFY dt datetime;
-- effects: rewrites-table blocks-writes loses-data
-- case: enum value at the end
-- statement
ALTER TABLE t MODIFY e enum('a', 'b', 'c');
-- effects:
-- case: enum value in the middle
-- statement
ALTER TABLE t MODIFY e enum('a', 'x', 'b');
-- effects: rewrites-table blocks-writes
-- case: set not null
-- statement
ALTER TABLE t MODIFY a int NOT NULL;
-- effects: rewrites-table breaks-running-code
-- case: drop not null
-- statement
ALTER TABLE t MODIFY n int NULL DEFAULT 1;
-- effects: rewrites-table
-- case: set a default
-- statement
ALTER TABLE t ALTER COLUMN v60 SET DEFAULT 'q';
-- effects:
-- case: drop the default of a required column
-- statement
ALTER TABLE t ALTER COLUMN n DROP DEFAULT;
-- effects: breaks-running-code
-- case: another character set
-- statement
ALTER TABLE t MODIFY v60 varchar(60) CHARACTER SET latin1;
-- effects: rewrites-table blocks-writes
-- case: another collation
ALTER TABLE t MODIFY v60 varchar(60) COLLATE utf8mb4_general_ci;
-- statement
ALTER TABLE t MODIFY v60 varchar(60) COLLATE utf8mb4_bin;
-- effects:
-- case: another collation on an indexed column
ALTER TABLE t MODIFY v20 varchar(20) COLLATE utf8mb4_general_ci;
-- statement
ALTER TABLE t MODIFY v20 varchar(20) COLLATE utf8mb4_bin;
-- effects: builds-index
-- case: index
-- statement
CREATE INDEX t_v60 ON t (v60);
-- effects: builds-index
-- case: unique index
-- statement
CREATE UNIQUE INDEX t_a ON t (a);
-- effects: builds-index
-- case: index that must not copy
-- statement
ALTER TABLE t ADD INDEX t_v60 (v60), ALGORITHM=INSTANT;
-- effects: fails
-- case: fulltext index
-- statement
ALTER TABLE t ADD FULLTEXT INDEX t_tx (tx);
-- effects: rewrites-table blocks-writes
-- case: second fulltext index
ALTER TABLE t ADD FULLTEXT INDEX t_tx (tx);
-- statement
ALTER TABLE t ADD FULLTEXT INDEX t_v (v60);
-- effects: builds-index blocks-writes
-- case: drop an index
-- statement
ALTER TABLE t DROP INDEX t_v20;
-- effects:
-- case: drop the index that a foreign key needs
ALTER TABLE t ADD CONSTRAINT t_pid_fk FOREIGN KEY (pid) REFERENCES p (id);
-- statement
DROP INDEX t_pid ON t;
-- effects: fails
-- case: drop a column of a foreign key
ALTER TABLE t ADD CONSTRAINT t_pid_fk FOREIGN KEY (pid) REFERENCES p (id);
-- statement
ALTER TABLE t DROP COLUMN pid;
-- effects: fails
-- case: rename an index
-- statement
ALTER TABLE t RENAME INDEX t_v20 TO t_by_v20;
-- effects:
-- case: drop the primary key
-- statement
ALTER TABLE t DROP PRIMARY KEY;
-- effects: rewrites-table blocks-writes
-- case: drop the primary key that counts
-- statement
ALTER TABLE p DROP PRIMARY KEY;
-- effects: fails
-- case: another primary key
-- statement
ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, n);
-- effects: rewrites-table
-- case: foreign key
-- statement
ALTER TABLE t ADD CONSTRAINT t_pid_fk FOREIGN KEY (pid) REFERENCES p (id);
-- effects: rewrites-table blocks-writes
-- case: drop a foreign key
ALTER TABLE t ADD CONSTRAINT t_pid_fk FOREIGN KEY (pid) REFERENCES p (id);
-- statement
ALTER TABLE t DROP FOREIGN KEY t_pid_fk;
-- effects:
-- case: check
-- statement
ALTER TABLE t ADD CONSTRAINT t_a_positive CHECK (a > 0);
-- effects: rewrites-table blocks-writes
-- case: drop a check
ALTER TABLE t ADD CONSTRAINT t_a_positive CHECK (a > 0);
-- statement
ALTER TABLE t DROP CONSTRAINT t_a_positive;
-- effects:
-- case: a comment
-- statement
ALTER TABLE t COMMENT = 'rows';
-- effects:
-- case: a copy is asked for
-- statement
ALTER TABLE t ADD COLUMN z int, ALGORITHM=COPY;
-- effects: rewrites-table blocks-writes
-- case: a rewrite that must let writers through
-- statement
ALTER TABLE t MODIFY a bigint, LOCK=NONE;
-- effects: fails
-- case: force
-- statement
ALTER TABLE t FORCE;
-- effects: rewrites-table
-- case: convert to another character set
-- statement
ALTER TABLE t CONVERT TO CHARACTER SET utf8mb3;
-- effects: rewrites-table blocks-writes
-- case: drop a table
-- statement
DROP TABLE t;
-- effects: loses-data breaks-running-code
-- case: drop a table that another refers to
ALTER TABLE t ADD CONSTRAINT t_pid_fk FOREIGN KEY (pid) REFERENCES p (id);
-- statement
DROP TABLE p;
-- effects: fails
-- case: truncate
-- statement
TRUNCATE TABLE t;
-- effects: loses-data
-- case: index on a new table
-- statement
CREATE TABLE c (id int PRIMARY KEY, a int);
CREATE INDEX c_a ON c (a);
-- effects:
-- case: update every row
-- statement
UPDATE t SET a = a + 1;
-- effects: scans-table blocks-writes
-- case: update one row
-- statement
UPDATE t SET a = a + 1 WHERE id = 1;
-- effects:
-- case: delete every row
-- statement
DELETE FROM t;
-- effects: scans-table blocks-writes loses-data
