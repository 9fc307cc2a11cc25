-- what pg_dump and psql write around statements
\set ON_ERROR_STOP on
\restrict abc
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.users (
    id integer NOT NULL,
    name character varying(20) DEFAULT 'x;y'::character varying NOT NULL,
    CONSTRAINT users_name_check CHECK (((name)::text <> ''::text))
);
ALTER TABLE public.users OWNER TO CURRENT_USER;
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
COPY public.users (id, name) FROM stdin;
1	a;b
2	DROP TABLE users;
\.
SELECT pg_catalog.setval('public.users_id_seq', 2, true);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX users_name_idx ON public.users USING btree (name);
COMMENT ON TABLE public.users IS 'people''s names';
COMMENT ON COLUMN public.users.name IS 'what they are called';
COMMENT ON INDEX public.users_name_idx IS 'found by name';
COMMENT ON CONSTRAINT users_pkey ON public.users IS 'the key';
COMMENT ON SCHEMA public IS 'ours';
COMMENT ON SEQUENCE public.users_id_seq IS 'numbers';
CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;
COMMENT ON EXTENSION plpgsql IS 'language';
\unrestrict abc
