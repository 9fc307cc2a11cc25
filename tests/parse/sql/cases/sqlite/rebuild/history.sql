CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text DEFAULT 'x' NOT NULL,
	`age` integer,
	`flag` integer DEFAULT true
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_name_unique` ON `users` (`name`);--> statement-breakpoint
CREATE TABLE `posts` (`id` text PRIMARY KEY, `user_id` integer, FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade);--> statement-breakpoint
ALTER TABLE `users` ADD `email` text;--> statement-breakpoint
ALTER TABLE `users` ADD `boss` integer REFERENCES users(id);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`age` integer DEFAULT 18 NOT NULL,
	`email` text,
	`boss` integer,
	FOREIGN KEY (`boss`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "age_check" CHECK("__new_users"."age" > 17)
);
--> statement-breakpoint
INSERT INTO `__new_users`("id", "name", "age", "email") SELECT "id", "name", "age", "email" FROM `users`;--> statement-breakpoint
DROP TABLE `users`;--> statement-breakpoint
ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `users_name_unique` ON `users` (`name`);--> statement-breakpoint
CREATE INDEX `users_lower` ON `users` (lower("name"),`age` desc) WHERE `age` > 20;--> statement-breakpoint
ALTER TABLE `users` RENAME COLUMN `email` TO `mail`;--> statement-breakpoint
ALTER TABLE `posts` ADD `extra` text;--> statement-breakpoint
ALTER TABLE `posts` DROP COLUMN `extra`;--> statement-breakpoint
CREATE VIEW `names` AS select "name" from "users";--> statement-breakpoint
CREATE TABLE gone (id int);--> statement-breakpoint
DROP TABLE IF EXISTS gone;
