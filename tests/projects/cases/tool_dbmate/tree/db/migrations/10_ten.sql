-- migrate:up
CREATE TABLE t_10_ten (id serial);

-- migrate:down
DROP TABLE t_10_ten;
