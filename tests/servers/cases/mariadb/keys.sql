CREATE TABLE p (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE k (
  id int, a int, b int, c varchar(100), d text, e text, g point NOT NULL, h int UNIQUE, i int KEY,
  INDEX (a), KEY (a, b), UNIQUE (a), UNIQUE KEY named (b), UNIQUE INDEX (b, a), CONSTRAINT cu UNIQUE (c), CONSTRAINT UNIQUE (c, a),
  CONSTRAINT cx UNIQUE KEY cy (a, c), FULLTEXT (d), FULLTEXT KEY ft (d, e), SPATIAL INDEX (g), INDEX pre (c(10), a), UNIQUE (c(5)),
  KEY ud (a DESC, b ASC), INDEX USING BTREE (b), KEY h2 USING HASH (b), KEY tail (a) USING BTREE COMMENT 'x' KEY_BLOCK_SIZE 4
);
CREATE INDEX made ON k (b, c);
CREATE UNIQUE INDEX made_u USING BTREE ON k (a, b, c(3));
CREATE FULLTEXT INDEX made_f ON k (e) COMMENT 'text';
CREATE SPATIAL INDEX made_s ON k (g);
CREATE INDEX IF NOT EXISTS made ON k (a);
CREATE OR REPLACE INDEX made ON k (a, c);
DROP INDEX made_u ON k;
DROP INDEX IF EXISTS nothing ON k;
ALTER TABLE k ADD INDEX (b), ADD UNIQUE (h), ADD KEY x (h), ADD FULLTEXT (e), ADD SPATIAL sp (g), ADD CONSTRAINT uu UNIQUE (id);
ALTER TABLE k DROP INDEX x, DROP KEY uu, DROP INDEX `a`, DROP CONSTRAINT cu;
ALTER TABLE k RENAME INDEX made TO remade, RENAME KEY ft TO fulltexts;
ALTER TABLE k DROP PRIMARY KEY, ADD PRIMARY KEY (id, i);
ALTER TABLE k ADD CONSTRAINT pk_name UNIQUE INDEX un (b, id), ALGORITHM=INPLACE, LOCK=NONE;
CREATE TABLE pk1 (a int, b int NULL, c int, CONSTRAINT nm PRIMARY KEY idx (a, c));
CREATE TABLE pk2 (A int, B int, primary key (b, a), index (A));
CREATE TABLE pk3 (a int UNIQUE, b int NOT NULL UNIQUE, c int);
ALTER TABLE pk3 ADD PRIMARY KEY (c), MODIFY c bigint, ADD d int UNIQUE FIRST, ADD COLUMN e int, ADD INDEX ee USING HASH (e);
ALTER TABLE pk3 DROP PRIMARY KEY;
ALTER TABLE pk3 ADD f int AUTO_INCREMENT PRIMARY KEY;
CREATE TABLE shrink (a int, b int, c int, PRIMARY KEY (a, b), UNIQUE ab (a, b), KEY bc (b, c), KEY cb (c, b), UNIQUE cc (c), KEY only_c (c));
ALTER TABLE shrink DROP COLUMN c;
CREATE TABLE shrink2 (a int, b varchar(30), c int, UNIQUE (a, b), KEY b_pre (b(3), a), KEY (c));
ALTER TABLE shrink2 DROP INDEX a, DROP c, DROP b;
