ALTER TABLE member DROP COLUMN nickname;
CREATE TABLE visit (id int PRIMARY KEY);
