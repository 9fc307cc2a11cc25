CREATE TABLE customer (
  id bigint PRIMARY KEY,
  email varchar(255) NOT NULL,
  nickname text,
  joined_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE visit (id int PRIMARY KEY, member_id bigint REFERENCES customer (id), note text);
