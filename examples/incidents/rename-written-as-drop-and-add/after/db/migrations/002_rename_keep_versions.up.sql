ALTER TABLE plans DROP COLUMN keep_versions;

ALTER TABLE plans ADD COLUMN review_changes boolean NOT NULL DEFAULT false;
