CREATE TABLE t_10_ten (id serial);
