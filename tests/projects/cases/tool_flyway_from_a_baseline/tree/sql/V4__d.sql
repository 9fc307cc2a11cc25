CREATE TABLE t_V4__d (id int);
