CREATE TABLE order_item (id int PRIMARY KEY, name text);
