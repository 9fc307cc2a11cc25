CREATE TABLE item (id int PRIMARY KEY, price_won int);
