CREATE TABLE a (id int, b jsonb);
