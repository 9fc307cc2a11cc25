CREATE TABLE a (id integer PRIMARY KEY, code text);
CREATE TABLE c (id integer PRIMARY KEY, b_id integer);
CREATE TABLE d (id integer, CHECK (id > 0));
