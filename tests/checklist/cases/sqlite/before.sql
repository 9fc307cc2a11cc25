CREATE TABLE users (id integer PRIMARY KEY, email text, age integer, bio text, active integer DEFAULT 1);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer, code text);
CREATE TABLE legacy (id integer PRIMARY KEY, v text);
CREATE TABLE tags (id integer PRIMARY KEY, label text, user_id integer REFERENCES users (id));
CREATE INDEX users_age ON users (age);
INSERT INTO users (email, age, bio) VALUES ('a@example.com', 30, 'x'), (NULL, NULL, NULL);
INSERT INTO orders VALUES (1, 1, 'a'), (2, 1, 'b');
