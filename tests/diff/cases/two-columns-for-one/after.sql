CREATE TABLE person (id int PRIMARY KEY, first_name text, last_name text);
