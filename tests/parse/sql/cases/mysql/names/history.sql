CREATE TABLE parent (id int PRIMARY KEY, code varchar(10) UNIQUE, other varchar(10), UNIQUE (code, other));
CREATE TABLE child (
  parent_id int,
  other int,
  size int CHECK (size > 0),
  FOREIGN KEY (parent_id) REFERENCES parent (id),
  KEY (parent_id),
  KEY (other),
  KEY (other, size)
);
ALTER TABLE child ADD FOREIGN KEY (other) REFERENCES parent (id) ON DELETE SET NULL;
ALTER TABLE child DROP FOREIGN KEY child_ibfk_1;
