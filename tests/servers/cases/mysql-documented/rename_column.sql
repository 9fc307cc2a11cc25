-- https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-redefine-column
CREATE TABLE parent (a INT NOT NULL PRIMARY KEY);
CREATE TABLE t1 (
  a INT NOT NULL COMMENT 'first',
  b BIGINT DEFAULT 7,
  c VARCHAR(20),
  UNIQUE KEY ab (a, b),
  KEY c_head (c(5)),
  CONSTRAINT to_parent FOREIGN KEY (a) REFERENCES parent (a)
);
ALTER TABLE t1 RENAME COLUMN a TO b, RENAME COLUMN b TO a;
ALTER TABLE t1 RENAME COLUMN c TO d;
ALTER TABLE parent RENAME COLUMN a TO id;
-- result
CREATE TABLE parent (id INT NOT NULL PRIMARY KEY);
CREATE TABLE t1 (
  b INT NOT NULL COMMENT 'first',
  a BIGINT DEFAULT 7,
  d VARCHAR(20),
  UNIQUE KEY ab (b, a),
  KEY c_head (d(5)),
  CONSTRAINT to_parent FOREIGN KEY (b) REFERENCES parent (id)
);
