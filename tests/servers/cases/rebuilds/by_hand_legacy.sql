CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT, old TEXT, boss INTEGER REFERENCES users (id));
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
INSERT INTO users VALUES (1, 'name-1', 'age-1', 'old-1', NULL), (2, 'name-2', 'age-2', 'old-2', 1);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO posts VALUES (1, 1), (2, 1);
CREATE VIEW names AS SELECT name FROM users;
-- migration
PRAGMA foreign_keys=OFF;
PRAGMA legacy_alter_table=ON;
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age TEXT, old TEXT, boss INTEGER REFERENCES users (id)) STRICT;
INSERT INTO users SELECT * FROM users_old;
DROP TABLE users_old;
PRAGMA legacy_alter_table=OFF;
