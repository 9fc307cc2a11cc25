CREATE SCHEMA storage;
CREATE TYPE storage.kind AS ENUM ('plain', 'vector');
CREATE TABLE storage.bucket (id integer, type storage.kind NOT NULL DEFAULT 'plain');
ALTER TABLE storage.bucket ADD COLUMN other storage.kind DEFAULT 'vector';
INSERT INTO storage.bucket DEFAULT VALUES;
