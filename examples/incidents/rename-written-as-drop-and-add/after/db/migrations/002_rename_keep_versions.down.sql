ALTER TABLE plans DROP COLUMN review_changes;

ALTER TABLE plans ADD COLUMN keep_versions boolean NOT NULL DEFAULT false;
