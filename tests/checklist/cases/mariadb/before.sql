CREATE TABLE users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(255), age bigint, bio varchar(200), score decimal(10, 4), mood enum('calm', 'cross'), at datetime, active boolean DEFAULT true);
CREATE TABLE orders (id int NOT NULL, user_id int, code varchar(20), total int, CONSTRAINT total_positive CHECK (total > 0), UNIQUE KEY orders_code (code));
CREATE TABLE legacy (id int PRIMARY KEY, v text);
CREATE TABLE tags (id int PRIMARY KEY, label varchar(20), user_id int, CONSTRAINT tags_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE keyed (id int NOT NULL PRIMARY KEY);
CREATE INDEX users_bio ON users (bio);
CREATE INDEX users_age ON users (age);
INSERT INTO users (email, age, bio, score, mood, at) VALUES ('a@example.com', 30, 'x', 1.2345, 'calm', '2020-01-02 03:04:05'), (NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO orders VALUES (1, 1, 'a', 5), (2, 1, 'b', 6);
