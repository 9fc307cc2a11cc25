CREATE TABLE item (id int PRIMARY KEY, visible boolean, note text);
