ALTER TABLE members ADD COLUMN x jsonb;
