CREATE TABLE `keys` (
	`room_id` int,
	`serial` int,
	CONSTRAINT PRIMARY KEY(`room_id`,`serial`)
);
--> statement-breakpoint
CREATE TABLE `rooms` (
	`id` int AUTO_INCREMENT PRIMARY KEY,
	`name` varchar(40) NOT NULL,
	`floor` int,
	CONSTRAINT `name_unique` UNIQUE INDEX(`name`),
	CONSTRAINT `name_floor_unique` UNIQUE INDEX(`name`,`floor`)
);
--> statement-breakpoint
CREATE INDEX `rooms_floor` ON `rooms` (`floor`);--> statement-breakpoint
ALTER TABLE `keys` ADD CONSTRAINT `keys_room_id_rooms_id_fkey` FOREIGN KEY (`room_id`) REFERENCES `rooms`(`id`);