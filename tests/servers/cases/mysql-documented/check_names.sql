-- https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html
CREATE TABLE t1 (
  CHECK (c1 <> c2),
  c1 INT CHECK (c1 > 10),
  c2 INT CONSTRAINT c2_positive CHECK (c2 > 0),
  c3 INT CHECK (c3 < 100),
  CONSTRAINT c1_nonzero CHECK (c1 <> 0),
  CHECK (c1 > c3) NOT ENFORCED
);
ALTER TABLE t1 ADD CHECK (c2 < 1000), DROP CHECK c2_positive;
ALTER TABLE t1 DROP CONSTRAINT c1_nonzero, ALTER CHECK t1_chk_3 NOT ENFORCED;
ALTER TABLE t1 ALTER CONSTRAINT t1_chk_4 ENFORCED;
-- result
CREATE TABLE t1 (
  c1 INT, c2 INT, c3 INT,
  CONSTRAINT t1_chk_1 CHECK (c1 <> c2),
  CONSTRAINT t1_chk_2 CHECK (c1 > 10),
  CONSTRAINT t1_chk_3 CHECK (c3 < 100) NOT ENFORCED,
  CONSTRAINT t1_chk_4 CHECK (c1 > c3),
  CONSTRAINT t1_chk_5 CHECK (c2 < 1000)
);
