CREATE TABLE t_V2__b (id int);
