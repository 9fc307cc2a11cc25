CREATE TYPE phase AS ENUM ('new', 'done');
CREATE TABLE task (id int PRIMARY KEY, phase phase NOT NULL, due date, owner_id int, score int DEFAULT 0);
CREATE TABLE owner (id int PRIMARY KEY);
ALTER TABLE task ADD CONSTRAINT task_owner FOREIGN KEY (owner_id) REFERENCES owner (id);
CREATE INDEX task_due ON task (due);
CREATE VIEW open_task AS SELECT id FROM task;
