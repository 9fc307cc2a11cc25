CREATE TABLE t_0002_b (id int);
