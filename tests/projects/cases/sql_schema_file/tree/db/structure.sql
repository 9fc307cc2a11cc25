CREATE TABLE public.items (id integer NOT NULL, made timestamp with time zone);
