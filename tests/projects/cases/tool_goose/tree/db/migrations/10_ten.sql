-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY a_n ON a (n);
-- +goose Down
DROP INDEX a_n;
