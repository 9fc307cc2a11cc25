ALTER TABLE `mirrors` ADD `imported_at` integer DEFAULT (unixepoch()) NOT NULL;
