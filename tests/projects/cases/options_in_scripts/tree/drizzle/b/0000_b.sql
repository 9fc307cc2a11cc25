CREATE TABLE `marks` (`id` integer);
