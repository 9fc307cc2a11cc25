-- Up Migration
ALTER TABLE a ADD COLUMN b int;
-- Down Migration
