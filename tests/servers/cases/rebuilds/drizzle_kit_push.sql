CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT, old TEXT, boss INTEGER REFERENCES users (id));
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
INSERT INTO users VALUES (1, 'name-1', 'age-1', 'old-1', NULL), (2, 'name-2', 'age-2', 'old-2', 1);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE SET NULL);
INSERT INTO posts VALUES (1, 1), (2, 1);
-- migration
ALTER TABLE `users` RENAME TO `__old_push_users`;--> statement-breakpoint
CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL, `name` text NOT NULL, `age` text, `old` text, `boss` integer);
--> statement-breakpoint
INSERT INTO "users" SELECT * FROM "__old_push_users";--> statement-breakpoint
DROP TABLE `__old_push_users`;--> statement-breakpoint
CREATE INDEX `users_name` ON `users` (`name`);
