CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT, old TEXT, boss INTEGER REFERENCES users (id));
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
INSERT INTO users VALUES (1, 'name-1', 'age-1', 'old-1', NULL), (2, 'name-2', 'age-2', 'old-2', 1);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER DEFAULT 2 REFERENCES users (id) ON DELETE SET DEFAULT);
INSERT INTO posts VALUES (1, 1), (2, 1);
-- migration
CREATE TABLE __new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age TEXT, old TEXT);
CREATE TABLE __new_posts (id INTEGER PRIMARY KEY, user_id INTEGER DEFAULT 2);
INSERT INTO __new_users SELECT id, name, age, old FROM users;
INSERT INTO __new_posts SELECT * FROM posts;
DROP TABLE posts;
DROP TABLE users;
ALTER TABLE __new_users RENAME TO users;
ALTER TABLE __new_posts RENAME TO posts;
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
