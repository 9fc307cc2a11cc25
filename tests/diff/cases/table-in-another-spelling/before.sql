CREATE TABLE "orderItem" (id int PRIMARY KEY, name text);
