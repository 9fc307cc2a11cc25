CREATE TABLE public.t_9_nine (id integer);
