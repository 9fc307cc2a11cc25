CREATE TABLE tag (id int PRIMARY KEY, label text UNIQUE, parent int REFERENCES tag (id));
