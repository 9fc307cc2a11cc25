-- https://dev.mysql.com/doc/refman/5.7/en/create-table.html
-- version: 5.7
CREATE TABLE t1 (c1 INT CHECK (c1 > 10), c2 INT, CONSTRAINT c1_nonzero CHECK (c1 <> 0), CHECK (c1 <> c2));
ALTER TABLE t1 ADD CONSTRAINT later CHECK (c2 > 0), ADD COLUMN c3 INT CHECK (c3 < 100);
-- result
CREATE TABLE t1 (c1 INT, c2 INT, c3 INT);
