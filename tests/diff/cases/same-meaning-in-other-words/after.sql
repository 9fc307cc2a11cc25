CREATE TABLE fact (price numeric(8,2), ok boolean DEFAULT (TRUE), at timestamp with time zone DEFAULT NOW(), id integer NOT NULL, PRIMARY KEY (id));
