DROP TABLE t_9_nine;
