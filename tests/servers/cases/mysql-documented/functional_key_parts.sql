-- https://dev.mysql.com/doc/refman/8.4/en/create-index.html#create-index-functional-key-parts
CREATE TABLE people (
  id INT NOT NULL PRIMARY KEY,
  first VARCHAR(40),
  last VARCHAR(40),
  data JSON,
  INDEX full_name ((CONCAT(first, ' ', last))),
  INDEX mixed ((id + 1), last, (id * 2) DESC),
  UNIQUE KEY folded ((LOWER(last)))
);
CREATE INDEX by_name ON people ((CAST(data->>'$.name' AS CHAR(30)) COLLATE utf8mb4_bin));
ALTER TABLE people ADD UNIQUE INDEX initials ((SUBSTRING(first, 1, 1)), last), DROP INDEX full_name;
-- result
CREATE TABLE people (
  id INT NOT NULL,
  first VARCHAR(40),
  last VARCHAR(40),
  data JSON,
  PRIMARY KEY (id)
);
CREATE INDEX mixed ON people ((id + 1), last, (id * 2) DESC);
CREATE UNIQUE INDEX folded ON people ((LOWER(last)));
CREATE INDEX by_name ON people ((CAST(data->>'$.name' AS CHAR(30)) COLLATE utf8mb4_bin));
CREATE UNIQUE INDEX initials ON people ((SUBSTRING(first, 1, 1)), last);
