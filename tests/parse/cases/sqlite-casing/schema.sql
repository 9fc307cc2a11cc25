CREATE TABLE `team_members` (
	`teamId` integer PRIMARY KEY NOT NULL,
	`fullName` text NOT NULL,
	`leftAt` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `team_members_full_name_unique` ON `team_members` (`fullName`);--> statement-breakpoint
CREATE INDEX `by_left_at` ON `team_members` (`leftAt`);--> statement-breakpoint
CREATE UNIQUE INDEX `team_members_full_name_left_at_unique` ON `team_members` (`fullName`,`leftAt`);