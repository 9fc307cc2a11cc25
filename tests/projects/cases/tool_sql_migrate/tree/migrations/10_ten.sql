-- +migrate Up
CREATE TABLE t_10_ten (id int);
-- +migrate Down
DROP TABLE t_10_ten;
