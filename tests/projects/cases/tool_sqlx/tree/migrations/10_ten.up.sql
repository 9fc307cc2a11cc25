-- no-transaction
ALTER TABLE a ADD COLUMN b int;
