-- https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html
CREATE TABLE t1 (i INT, j INT, k INT, INDEX i_idx (i) INVISIBLE, UNIQUE KEY j_idx (j) INVISIBLE);
CREATE INDEX k_idx ON t1 (k) INVISIBLE;
ALTER TABLE t1 ADD INDEX ik_idx (i, k) INVISIBLE, ALTER INDEX i_idx VISIBLE;
ALTER TABLE t1 ALTER INDEX j_idx VISIBLE, ALTER INDEX i_idx INVISIBLE;
-- result
CREATE TABLE t1 (i INT, j INT, k INT, UNIQUE KEY j_idx (j));
CREATE INDEX i_idx ON t1 (i);
CREATE INDEX k_idx ON t1 (k);
CREATE INDEX ik_idx ON t1 (i, k);
