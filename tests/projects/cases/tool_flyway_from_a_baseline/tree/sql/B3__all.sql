CREATE TABLE t_all (id int);
