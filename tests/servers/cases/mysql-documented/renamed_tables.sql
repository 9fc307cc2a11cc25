-- https://dev.mysql.com/doc/refman/8.4/en/rename-table.html
CREATE TABLE parent (id INT NOT NULL PRIMARY KEY);
CREATE TABLE old (
  a INT CHECK (a > 0), b INT, c INT,
  FOREIGN KEY (b) REFERENCES parent (id),
  CONSTRAINT kept FOREIGN KEY (c) REFERENCES parent (id)
);
RENAME TABLE old TO new, parent TO target;
ALTER TABLE new ADD FOREIGN KEY (a) REFERENCES target (id), ADD CHECK (c > 0);
-- result
CREATE TABLE target (id INT NOT NULL PRIMARY KEY);
CREATE TABLE new (
  a INT, b INT, c INT,
  KEY b (b),
  KEY kept (c),
  KEY a (a),
  CONSTRAINT new_ibfk_1 FOREIGN KEY (b) REFERENCES target (id),
  CONSTRAINT kept FOREIGN KEY (c) REFERENCES target (id),
  CONSTRAINT new_ibfk_2 FOREIGN KEY (a) REFERENCES target (id),
  CONSTRAINT new_chk_1 CHECK (a > 0),
  CONSTRAINT new_chk_2 CHECK (c > 0)
);
