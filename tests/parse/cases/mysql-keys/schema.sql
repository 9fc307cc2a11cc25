CREATE TABLE `boxes` (
	`id` int NOT NULL,
	`shop_id` int,
	`shelf` int,
	CONSTRAINT `boxes_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `shelves` (
	`shop_id` int NOT NULL,
	`number` int NOT NULL,
	`label` text,
	CONSTRAINT `shelves_shop_id_number_pk` PRIMARY KEY(`shop_id`,`number`)
);
--> statement-breakpoint
CREATE TABLE `shops` (
	`id` int AUTO_INCREMENT NOT NULL,
	`name` varchar(100) NOT NULL,
	`city` varchar(100),
	`rating` int,
	`doubled` int GENERATED ALWAYS AS (`shops`.`rating` * 2) STORED,
	`halved` int GENERATED ALWAYS AS (rating / 2) VIRTUAL,
	CONSTRAINT `shops_id` PRIMARY KEY(`id`),
	CONSTRAINT `shops_name_unique` UNIQUE(`name`),
	CONSTRAINT `shops_place` UNIQUE(`name`,`city`),
	CONSTRAINT `shops_lower` UNIQUE((lower(`name`))),
	CONSTRAINT `shops_rated` CHECK(`shops`.`rating` between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE `boxes` ADD CONSTRAINT `boxes_shelf` FOREIGN KEY (`shop_id`,`shelf`) REFERENCES `shelves`(`shop_id`,`number`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `shelves` ADD CONSTRAINT `shelves_shop_id_shops_id_fk` FOREIGN KEY (`shop_id`) REFERENCES `shops`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `shops_city` ON `shops` (`city`,`name`);