ALTER TABLE `items` ADD `a` int;
