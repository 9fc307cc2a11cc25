CREATE TABLE g (
  a int, b int AS (a + 1), c int GENERATED ALWAYS AS (a * 2) STORED, d int AS (a * 3) PERSISTENT, e int AS (a * 4) VIRTUAL,
  f varchar(20) AS (concat(a, ' x')) STORED UNIQUE KEY COMMENT 'made', g int AS (`a` + c) STORED
);
ALTER TABLE g ADD h int AS (b + 1) VIRTUAL, MODIFY c int AS (a * 20) STORED, DROP COLUMN g;
ALTER TABLE g MODIFY d int;
ALTER TABLE g CHANGE a aa int;
