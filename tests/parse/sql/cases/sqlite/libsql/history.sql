CREATE TABLE `t` (`id` integer PRIMARY KEY, `name` text, `other` integer);--> statement-breakpoint
CREATE TABLE `u` (`id` integer PRIMARY KEY);--> statement-breakpoint
ALTER TABLE `t` ALTER COLUMN "name" TO "name" text DEFAULT 'x' NOT NULL;--> statement-breakpoint
ALTER TABLE `t` ALTER COLUMN "other" TO "other" integer REFERENCES u(id) ON DELETE cascade ON UPDATE no action;
