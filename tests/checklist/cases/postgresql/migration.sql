CREATE TABLE products (
  id integer PRIMARY KEY,
  sku varchar(20) NOT NULL UNIQUE,
  owner_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  m mood NOT NULL DEFAULT 'calm',
  price numeric(10, 2) NOT NULL,
  made timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE settings (k text PRIMARY KEY, v jsonb NOT NULL);
CREATE TABLE log (line text);
DROP TABLE legacy;
ALTER TABLE tags RENAME TO labels;
ALTER TABLE labels RENAME COLUMN user_id TO owner_id;
COMMENT ON TABLE users IS 'people';
ALTER TABLE keyed ENABLE ROW LEVEL SECURITY;
ALTER TABLE users ADD COLUMN phone text;
ALTER TABLE users ADD COLUMN visits integer NOT NULL DEFAULT 0;
ALTER TABLE users DROP COLUMN active;
ALTER TABLE users RENAME COLUMN bio TO about;
ALTER TABLE users ALTER COLUMN age TYPE integer;
ALTER TABLE users ALTER COLUMN score TYPE numeric(10, 2);
ALTER TABLE users ALTER COLUMN at TYPE date;
ALTER TABLE users ALTER COLUMN at SET DEFAULT now();
ALTER TABLE users ALTER COLUMN m TYPE text;
ALTER TABLE users ALTER COLUMN email TYPE varchar(100);
ALTER TABLE app.orders ALTER COLUMN total SET NOT NULL;
ALTER TABLE app.orders ADD PRIMARY KEY (id);
ALTER TABLE keyed DROP CONSTRAINT keyed_pkey;
ALTER TABLE users ADD CONSTRAINT users_email_unique UNIQUE (email);
ALTER TABLE app.orders DROP CONSTRAINT orders_code;
ALTER TABLE app.orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE labels DROP CONSTRAINT tags_user;
ALTER TABLE users ADD CONSTRAINT age_positive CHECK (age > 0);
ALTER TABLE app.orders DROP CONSTRAINT total_positive;
CREATE INDEX orders_user_open ON app.orders (user_id) WHERE note IS NULL;
CREATE UNIQUE INDEX labels_label ON labels (label);
CREATE INDEX users_lower ON users (lower(email));
CREATE INDEX products_search ON products USING gin (to_tsvector('simple', sku));
DROP INDEX users_bio;
ALTER INDEX users_age RENAME TO users_by_age;
CREATE POLICY writers ON labels FOR INSERT WITH CHECK (true);
DROP POLICY readers ON labels;
ALTER POLICY editors ON labels USING (id > 0);
CREATE TYPE size AS ENUM ('s', 'm');
DROP TYPE unused;
ALTER TYPE mood ADD VALUE 'curious';
CREATE VIEW shown AS SELECT id FROM products;
DROP VIEW gone;
CREATE OR REPLACE VIEW adults AS SELECT id FROM keyed WHERE id > 18;
CREATE SEQUENCE invoice START 100;
DROP SEQUENCE old_ticket;
ALTER SEQUENCE ticket INCREMENT BY 2;
CREATE SCHEMA billing;
DROP SCHEMA spare;
ALTER TABLE labels ADD COLUMN maker_id integer;
ALTER TABLE labels ADD CONSTRAINT labels_maker FOREIGN KEY (maker_id) REFERENCES users (id);
ALTER TABLE labels ADD CONSTRAINT labels_maker_unique UNIQUE (maker_id);
ALTER TABLE labels ADD CONSTRAINT labels_maker_known CHECK (maker_id > 0);
CREATE INDEX labels_owner ON labels (owner_id);
ALTER TABLE labels ALTER COLUMN owner_id SET NOT NULL;
ALTER TABLE labels ADD CONSTRAINT labels_owner_unique UNIQUE (owner_id);
