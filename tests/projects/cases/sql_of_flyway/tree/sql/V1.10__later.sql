ALTER TABLE `items` ADD `b` int unsigned;
