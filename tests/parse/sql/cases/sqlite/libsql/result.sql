CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL DEFAULT 'x', other integer, FOREIGN KEY (other) REFERENCES u (id) ON DELETE CASCADE);
CREATE TABLE u (id integer PRIMARY KEY);
