CREATE TABLE `users` (
	`id` int AUTO_INCREMENT NOT NULL,
	`name` varchar(255) COLLATE utf8mb4_bin DEFAULT 'it\'s; fine',
	`age` tinyint unsigned,
	`ok` boolean NOT NULL DEFAULT false,
	`kind` enum('a','b') NOT NULL DEFAULT 'a',
	`price` decimal(10,2) DEFAULT '0.00',
	`made` timestamp NOT NULL DEFAULT (now()),
	`seen` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
	`note` text COMMENT 'free',
	`double_age` int GENERATED ALWAYS AS (`age` * 2) STORED,
	CONSTRAINT `users_id` PRIMARY KEY(`id`),
	CONSTRAINT `users_name_unique` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `posts` (`id` serial, `user_id` int NOT NULL, `old` int, `title` varchar(80), KEY `posts_title` (`title`(10)), PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='what they wrote';
--> statement-breakpoint
ALTER TABLE `posts` ADD CONSTRAINT `posts_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `posts_both` ON `posts` (`user_id`,`old`);--> statement-breakpoint
CREATE UNIQUE INDEX `posts_one` ON `posts` (`old`);--> statement-breakpoint
ALTER TABLE `users` MODIFY COLUMN `age` int;--> statement-breakpoint
ALTER TABLE `users` CHANGE COLUMN `note` `remark` varchar(20) NOT NULL AFTER `id`;--> statement-breakpoint
ALTER TABLE `users` ADD `city` varchar(40) FIRST, ADD INDEX (`city`), ADD UNIQUE KEY (`city`, `age`), ALGORITHM=INPLACE, LOCK=NONE;--> statement-breakpoint
ALTER TABLE `users` ALTER COLUMN `ok` DROP DEFAULT;--> statement-breakpoint
ALTER TABLE `users` ALTER COLUMN `price` SET DEFAULT '1.50';--> statement-breakpoint
ALTER TABLE `users` RENAME COLUMN `kind` TO `sort`;--> statement-breakpoint
ALTER TABLE `users` DROP INDEX `users_name_unique`;--> statement-breakpoint
ALTER TABLE `users` ADD CONSTRAINT `users_remark_unique` UNIQUE(`remark`);--> statement-breakpoint
ALTER TABLE `posts` DROP COLUMN `old`;--> statement-breakpoint
RENAME TABLE `posts` TO `articles`;--> statement-breakpoint
ALTER TABLE `articles` RENAME INDEX `posts_title` TO `articles_title`;--> statement-breakpoint
CREATE TABLE `pairs` (`a` int, `b` int);--> statement-breakpoint
ALTER TABLE `pairs` ADD PRIMARY KEY(`a`,`b`);--> statement-breakpoint
ALTER TABLE `pairs` DROP PRIMARY KEY, ADD PRIMARY KEY(`b`);--> statement-breakpoint
CREATE TABLE `gone` (`id` int);--> statement-breakpoint
DROP TABLE `gone`;
