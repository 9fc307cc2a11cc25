ALTER TABLE items ADD COLUMN note jsonb;
