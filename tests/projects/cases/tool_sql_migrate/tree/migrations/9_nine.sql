-- +migrate Up
CREATE TABLE t_9_nine (id int);
-- +migrate Down
DROP TABLE t_9_nine;
