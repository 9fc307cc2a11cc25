-- https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html#foreign-key-identifiers
CREATE TABLE parent (id INT NOT NULL PRIMARY KEY);
CREATE TABLE t (
  a INT, b INT, c INT, d INT, e INT, f INT,
  KEY own (e, a),
  CONSTRAINT named FOREIGN KEY (a) REFERENCES parent (id),
  CONSTRAINT stronger FOREIGN KEY weaker (b) REFERENCES parent (id),
  FOREIGN KEY index_only (c) REFERENCES parent (id),
  FOREIGN KEY (d) REFERENCES parent (id) ON DELETE CASCADE,
  FOREIGN KEY needless (e) REFERENCES parent (id)
);
ALTER TABLE t DROP FOREIGN KEY t_ibfk_2, ADD FOREIGN KEY (f) REFERENCES parent (id) ON UPDATE SET NULL;
ALTER TABLE t ADD INDEX better (c, f);
-- result
CREATE TABLE parent (id INT NOT NULL PRIMARY KEY);
CREATE TABLE t (
  a INT, b INT, c INT, d INT, e INT, f INT,
  KEY own (e, a),
  KEY named (a),
  KEY stronger (b),
  KEY d (d),
  KEY f (f),
  KEY better (c, f),
  CONSTRAINT named FOREIGN KEY (a) REFERENCES parent (id),
  CONSTRAINT stronger FOREIGN KEY (b) REFERENCES parent (id),
  CONSTRAINT t_ibfk_1 FOREIGN KEY (c) REFERENCES parent (id),
  CONSTRAINT t_ibfk_3 FOREIGN KEY (e) REFERENCES parent (id),
  CONSTRAINT t_ibfk_4 FOREIGN KEY (f) REFERENCES parent (id) ON UPDATE SET NULL
);
