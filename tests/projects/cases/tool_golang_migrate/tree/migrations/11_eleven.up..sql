CREATE TABLE t_11 (id serial);
