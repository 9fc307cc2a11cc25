-- dialect: mysql
CREATE TABLE `cart` (`id` bigint unsigned AUTO_INCREMENT PRIMARY KEY, `state` enum('open','paid','void') NOT NULL, `total` int COMMENT 'won', KEY `by_state` (`state`, `total`)) COMMENT='carts';
