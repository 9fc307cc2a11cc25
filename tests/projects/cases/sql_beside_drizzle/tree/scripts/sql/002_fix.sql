ALTER TABLE members ADD COLUMN y jsonb;
