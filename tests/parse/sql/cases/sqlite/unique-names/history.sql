CREATE TABLE session (id integer PRIMARY KEY, token text NOT NULL);
CREATE UNIQUE INDEX session_token_unique ON session (token);
CREATE TABLE __new_session (id integer PRIMARY KEY, token text NOT NULL UNIQUE);
INSERT INTO __new_session SELECT id, token FROM session;
DROP TABLE session;
ALTER TABLE __new_session RENAME TO session;
DROP INDEX IF EXISTS session_token_unique;
CREATE TABLE seat (hall integer, number integer, CONSTRAINT seat_place UNIQUE (hall, number));
DROP INDEX IF EXISTS seat_place;
