-- https://dev.mysql.com/doc/refman/8.4/en/create-table-like.html
CREATE TABLE parent (id INT NOT NULL PRIMARY KEY);
CREATE TABLE orig (
  a INT,
  b BINARY(16) DEFAULT (UUID_TO_BIN(UUID())),
  c INT GENERATED ALWAYS AS (a + 1) STORED,
  KEY lowered ((a * 2) DESC),
  CONSTRAINT positive CHECK (a > 0),
  FOREIGN KEY (a) REFERENCES parent (id)
);
CREATE TABLE copy LIKE orig;
DROP TABLE orig;
-- result
CREATE TABLE parent (id INT NOT NULL PRIMARY KEY);
CREATE TABLE copy (
  a INT,
  b BINARY(16) DEFAULT (UUID_TO_BIN(UUID())),
  c INT GENERATED ALWAYS AS (a + 1) STORED,
  KEY lowered ((a * 2) DESC),
  KEY a (a),
  CONSTRAINT copy_chk_1 CHECK (a > 0)
);
