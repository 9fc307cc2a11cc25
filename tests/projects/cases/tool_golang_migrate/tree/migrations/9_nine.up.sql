CREATE TABLE t_9_nine (id serial);
