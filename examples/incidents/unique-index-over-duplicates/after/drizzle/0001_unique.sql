CREATE UNIQUE INDEX `repositories_owner_name` ON `repositories` (`owner_id`,`full_name`);
