ALTER TABLE moves ADD COLUMN approved_at timestamptz;
