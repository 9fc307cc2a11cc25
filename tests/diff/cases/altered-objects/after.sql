CREATE TYPE phase AS ENUM ('new', 'doing', 'done');
CREATE TABLE task (id int, phase phase NOT NULL, due timestamptz NOT NULL, owner_id int, score int DEFAULT 1, PRIMARY KEY (id, phase));
CREATE TABLE owner (id int PRIMARY KEY);
ALTER TABLE task ADD CONSTRAINT task_owner FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX task_due ON task (due DESC);
CREATE VIEW open_task AS SELECT id, due FROM task;
ALTER TABLE task ENABLE ROW LEVEL SECURITY;
