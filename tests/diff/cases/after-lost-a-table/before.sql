CREATE TABLE member (
  id bigint PRIMARY KEY,
  email varchar(255) NOT NULL,
  nickname text,
  joined_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE visit (id int PRIMARY KEY);
