CREATE TABLE session (id integer PRIMARY KEY, token text NOT NULL UNIQUE);
CREATE TABLE seat (hall integer, number integer, CONSTRAINT seat_place UNIQUE (hall, number));
