-- +goose Up
ALTER TABLE things ADD COLUMN a TEXT;
-- +goose Down
ALTER TABLE things DROP COLUMN a;
