CREATE TABLE "odd one" ("a b" TEXT, [c] INTEGER, d, e VARCHAR(10) DEFAULT "x", f numeric(4,1) DEFAULT ((1 + 2)), g text GENERATED ALWAYS AS (upper("a b")) VIRTUAL, UNIQUE (C, d), PRIMARY KEY ("a b", c)) WITHOUT ROWID;
CREATE TABLE exact (id integer primary key, note any) STRICT;
CREATE TABLE k (id integer primary key, note text collate nocase unique on conflict ignore);
CREATE TRIGGER k_after AFTER INSERT ON k BEGIN
  UPDATE k SET note = CASE WHEN note IS NULL THEN 'none' ELSE note END WHERE id = new.id;
  DELETE FROM k WHERE note = 'gone';
END;
CREATE INDEX k_note ON k (note COLLATE nocase DESC);
ALTER TABLE K RENAME COLUMN Note TO remark;
