CREATE TABLE t_V1__a (id int);
