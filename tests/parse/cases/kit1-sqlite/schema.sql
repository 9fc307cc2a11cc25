CREATE TABLE `keys` (
	`room_id` integer,
	`serial` integer,
	CONSTRAINT `keys_pk` PRIMARY KEY(`room_id`, `serial`),
	CONSTRAINT `fk_keys_room_id_rooms_id_fk` FOREIGN KEY (`room_id`) REFERENCES `rooms`(`id`)
);
--> statement-breakpoint
CREATE TABLE `rooms` (
	`id` integer PRIMARY KEY,
	`name` text NOT NULL UNIQUE,
	`floor` integer,
	CONSTRAINT `rooms_name_floor_unique` UNIQUE(`name`,`floor`)
);
--> statement-breakpoint
CREATE INDEX `rooms_floor` ON `rooms` (`floor`);