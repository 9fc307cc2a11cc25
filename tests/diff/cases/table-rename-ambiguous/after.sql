CREATE TABLE customer (
  id bigint PRIMARY KEY,
  email varchar(255) NOT NULL,
  nickname text,
  joined_at timestamptz NOT NULL DEFAULT now()
);CREATE TABLE supplier (
  id bigint PRIMARY KEY,
  email varchar(255) NOT NULL,
  nickname text,
  joined_at timestamptz NOT NULL DEFAULT now()
);
