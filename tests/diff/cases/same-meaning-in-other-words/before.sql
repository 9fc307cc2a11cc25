CREATE TABLE fact (id int4 PRIMARY KEY, at timestamptz DEFAULT now(), ok bool DEFAULT true, price decimal(8, 2));
