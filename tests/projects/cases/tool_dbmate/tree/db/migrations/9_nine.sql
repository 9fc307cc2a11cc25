-- migrate:up
CREATE TABLE t_9_nine (id serial);

-- migrate:down
DROP TABLE t_9_nine;
