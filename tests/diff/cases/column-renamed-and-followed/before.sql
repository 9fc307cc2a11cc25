CREATE TABLE author (id int PRIMARY KEY);
CREATE TABLE post (
  id int PRIMARY KEY,
  writer_id int NOT NULL REFERENCES author (id),
  title text NOT NULL CHECK (title <> ''),
  UNIQUE (writer_id, title)
);
CREATE INDEX post_writer ON post (writer_id) WHERE writer_id > 0;
