CREATE TABLE color (id int PRIMARY KEY, name text);
