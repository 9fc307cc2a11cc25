CREATE TABLE country (id int PRIMARY KEY, name text);
