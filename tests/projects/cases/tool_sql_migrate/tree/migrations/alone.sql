-- +migrate Up
CREATE TABLE t_alone (id int);
-- +migrate Down
DROP TABLE t_alone;
