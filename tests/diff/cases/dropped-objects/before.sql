CREATE TYPE grade AS ENUM ('basic', 'gold');
CREATE TABLE team (id int PRIMARY KEY, name text);
CREATE TABLE seat (id int PRIMARY KEY, team_id int NOT NULL REFERENCES team (id), label text UNIQUE, grade grade);
CREATE INDEX seat_team_idx ON seat (team_id);
CREATE VIEW free_seat AS SELECT id FROM seat;
