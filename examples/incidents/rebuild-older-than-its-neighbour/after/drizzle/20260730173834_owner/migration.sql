CREATE TABLE `__new_devices` (
  `id` integer PRIMARY KEY NOT NULL,
  `owner` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_devices`(`id`, `owner`) SELECT `id`, coalesce(`owner`, 'first') FROM `devices`;
--> statement-breakpoint
DROP TABLE `devices`;
--> statement-breakpoint
ALTER TABLE `__new_devices` RENAME TO `devices`;
