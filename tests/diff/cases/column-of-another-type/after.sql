CREATE TABLE item (id int PRIMARY KEY, price numeric(10, 2));
