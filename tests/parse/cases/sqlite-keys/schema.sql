CREATE TABLE `entries` (
	`list_id` text NOT NULL,
	`position` integer NOT NULL,
	`parent` integer,
	PRIMARY KEY(`list_id`, `position`),
	FOREIGN KEY (`list_id`) REFERENCES `lists`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`list_id`,`parent`) REFERENCES `entries`(`list_id`,`position`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `lists` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`deleted_at` integer,
	`upper` text GENERATED ALWAYS AS (upper("name")) STORED,
	`length` integer GENERATED ALWAYS AS (length(name)) VIRTUAL,
	CONSTRAINT "lists_named" CHECK(length("lists"."name") > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lists_slug_unique` ON `lists` (`slug`);--> statement-breakpoint
CREATE INDEX `lists_name` ON `lists` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `lists_live` ON `lists` (`name`) WHERE "lists"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `lists_lower` ON `lists` (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX `lists_name_slug_unique` ON `lists` (`name`,`slug`);