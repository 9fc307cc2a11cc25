CREATE ROLE reader_of_notes;
CREATE TABLE notes (id int PRIMARY KEY, owner text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING ("notes"."owner" = current_user) WITH CHECK (true);
CREATE POLICY other ON notes AS RESTRICTIVE FOR SELECT TO reader_of_notes, public USING (owner <> '');
CREATE TABLE plain (id integer);
CREATE VIEW names AS SELECT owner FROM notes;
CREATE MATERIALIZED VIEW counted AS select count(*) from "notes" WITH NO DATA;
