-- Up Migration
CREATE TABLE a (id serial PRIMARY KEY);
-- Down Migration
DROP TABLE a;
