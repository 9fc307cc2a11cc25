CREATE TABLE author (id int PRIMARY KEY);
CREATE TABLE post (
  id int PRIMARY KEY,
  author_id int NOT NULL REFERENCES author (id),
  title text NOT NULL CHECK (title <> ''),
  UNIQUE (author_id, title)
);
CREATE INDEX post_writer ON post (author_id) WHERE author_id > 0;
