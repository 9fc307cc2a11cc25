-- +goose Up
ALTER TABLE a ADD COLUMN n jsonb;
-- +goose Down
ALTER TABLE a DROP COLUMN n;
