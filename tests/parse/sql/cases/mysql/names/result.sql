CREATE TABLE parent (
  id int NOT NULL,
  code varchar(10),
  other varchar(10),
  PRIMARY KEY (id),
  UNIQUE KEY code (code),
  UNIQUE KEY code_2 (code, other)
);
CREATE TABLE child (
  parent_id int,
  other int,
  size int,
  CONSTRAINT child_ibfk_2 FOREIGN KEY (other) REFERENCES parent (id) ON DELETE SET NULL,
  CONSTRAINT child_chk_1 CHECK (size > 0),
  KEY parent_id (parent_id),
  KEY other (other),
  KEY other_2 (other, size)
);
