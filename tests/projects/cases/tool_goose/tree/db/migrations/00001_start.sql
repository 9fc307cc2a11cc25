-- +goose Up
CREATE TABLE a (id serial PRIMARY KEY);
-- +goose Down
DROP TABLE a;
