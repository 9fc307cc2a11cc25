CREATE TABLE customer (
  id bigint PRIMARY KEY,
  email varchar(255) NOT NULL,
  nickname text,
  phone text,
  joined_at timestamptz NOT NULL DEFAULT now()
);
