CREATE TABLE `loans` (
	`id` int AUTO_INCREMENT NOT NULL,
	`book_id` bigint NOT NULL,
	`reader` varchar(100) NOT NULL,
	`fee` double NOT NULL DEFAULT 0,
	`due_on` date,
	CONSTRAINT `loans_id` PRIMARY KEY(`id`),
	CONSTRAINT `loans_reader_due_on_unique` UNIQUE(`reader`,`due_on`)
);
--> statement-breakpoint
ALTER TABLE `loans` ADD CONSTRAINT `loans_book_id_books_id_fk` FOREIGN KEY (`book_id`) REFERENCES `books`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `books_isbn_index` ON `books` (`isbn`);
