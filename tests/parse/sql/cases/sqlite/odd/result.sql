CREATE TABLE "odd one" (
  "a b" text,
  c integer,
  d,
  e varchar(10) DEFAULT "x",
  f numeric(4, 1) DEFAULT (1 + 2),
  g text AS (upper("a b")),
  PRIMARY KEY ("a b", c),
  UNIQUE (c, d)
) WITHOUT ROWID;
CREATE TABLE exact (id integer primary key, note any) STRICT;
CREATE TABLE k (id integer primary key, remark text collate nocase, constraint k_note_unique unique (remark));
CREATE INDEX k_note ON k (remark COLLATE nocase DESC);
