CREATE TABLE seat (id int PRIMARY KEY, label text);
