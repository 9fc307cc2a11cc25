CREATE TABLE users (
  id integer PRIMARY KEY AUTOINCREMENT,
  name text NOT NULL,
  age integer DEFAULT 18 NOT NULL,
  mail text,
  boss integer REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT age_check CHECK ("age" > 17)
);
CREATE UNIQUE INDEX users_name_unique ON users (name);
CREATE INDEX users_lower ON users (lower("name"), age DESC) WHERE (`age` > 20);
CREATE TABLE posts (
  id text,
  user_id integer,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE VIEW names AS select "name" from "users";
