CREATE TABLE item (id int PRIMARY KEY, legacy boolean, note text);
