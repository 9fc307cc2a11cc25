CREATE TABLE `things` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`short` text(20),
	`kind` text DEFAULT 'a' NOT NULL,
	`done` integer DEFAULT false NOT NULL,
	`count` integer DEFAULT 3,
	`made_at` integer DEFAULT (unixepoch()),
	`changed_at` integer,
	`day` text DEFAULT CURRENT_TIMESTAMP,
	`weight` real DEFAULT 1.5,
	`exact` numeric,
	`bytes` blob,
	`data` text DEFAULT '[]',
	`more` blob DEFAULT '{"a":"b"}'
);
