CREATE TABLE t_0001_a (id int);
