CREATE TABLE person (id integer PRIMARY KEY, name text);
CREATE VIEW named AS SELECT id, name FROM person WHERE name IS NOT NULL;
CREATE MATERIALIZED VIEW named_now AS SELECT id FROM named;
CREATE VIEW counted AS SELECT count(*) FROM named_now;
CREATE VIEW apart AS SELECT 1 AS one;
DROP VIEW named CASCADE;
CREATE VIEW named AS SELECT id FROM person;
CREATE VIEW both_of AS SELECT n.id, p.name FROM named n JOIN person p ON p.id = n.id;
DROP TABLE person CASCADE;
