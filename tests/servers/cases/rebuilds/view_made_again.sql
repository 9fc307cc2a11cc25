CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT, old TEXT, boss INTEGER REFERENCES users (id));
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
INSERT INTO users VALUES (1, 'name-1', 'age-1', 'old-1', NULL), (2, 'name-2', 'age-2', 'old-2', 1);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO posts VALUES (1, 1), (2, 1);
CREATE VIEW names AS SELECT u.name FROM users AS u;
-- migration
PRAGMA foreign_keys=OFF;
DROP VIEW names;
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT OR IGNORE INTO new_users SELECT u.id, lower(u.name) FROM users u WHERE u.id < 2;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE VIEW names AS SELECT u.name FROM users AS u;
