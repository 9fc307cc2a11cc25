-- https://dev.mysql.com/doc/refman/8.4/en/descending-indexes.html
CREATE TABLE t (
  c1 INT, c2 INT,
  INDEX idx1 (c1 ASC, c2 ASC),
  INDEX idx2 (c1 ASC, c2 DESC),
  INDEX (c2 DESC)
);
ALTER TABLE t ADD INDEX (c2 DESC, c1), RENAME INDEX idx2 TO by_c1;
-- result
CREATE TABLE t (c1 INT, c2 INT);
CREATE INDEX idx1 ON t (c1, c2);
CREATE INDEX by_c1 ON t (c1, c2 DESC);
CREATE INDEX c2 ON t (c2 DESC);
CREATE INDEX c2_2 ON t (c2 DESC, c1);
