CREATE TABLE t (a INT, b TEXT COLLATE NOCASE, c TEXT, d TEXT UNIQUE, e INT, UNIQUE (a, b), CONSTRAINT c_once UNIQUE (c));
CREATE INDEX plain ON t (a);
CREATE UNIQUE INDEX sorted ON t (a DESC, b ASC, c);
CREATE INDEX collated ON t (c COLLATE NOCASE DESC, b COLLATE RTRIM, b);
CREATE INDEX expression ON t (lower(c), a + e DESC);
CREATE INDEX expression_collated ON t (substr(c, 1, 3) COLLATE NOCASE);
CREATE INDEX partial ON t (e) WHERE e IS NOT NULL AND c <> 'x';
CREATE INDEX partial_quoted ON t ("e") WHERE "e" > 3 OR t.a = 1;
CREATE INDEX IF NOT EXISTS plain ON t (b);
CREATE INDEX json ON t (json_extract(c, '$.name'));
CREATE INDEX json_arrow ON t (c ->> '$.name', (a));
CREATE TABLE twice (a INT UNIQUE, b INT, UNIQUE (a), UNIQUE (b, a));
REINDEX t;
REINDEX;
ANALYZE;
DROP INDEX plain;
-- refused
DROP INDEX sqlite_autoindex_t_1;
-- refused
CREATE INDEX sorted ON twice (a);
-- refused
CREATE INDEX other ON t (nowhere);
-- refused
CREATE INDEX other ON nowhere (a);
