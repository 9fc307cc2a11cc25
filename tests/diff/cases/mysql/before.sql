-- dialect: mysql
CREATE TABLE `cart` (`id` int AUTO_INCREMENT PRIMARY KEY, `state` enum('open','paid') NOT NULL, `total` int, KEY `by_state` (`state`));
