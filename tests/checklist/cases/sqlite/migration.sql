CREATE TABLE products (
  id integer PRIMARY KEY,
  sku text NOT NULL UNIQUE,
  owner_id integer NOT NULL REFERENCES users (id)
);
CREATE TABLE settings (k text PRIMARY KEY NOT NULL, v text NOT NULL);
DROP TABLE legacy;
ALTER TABLE tags RENAME TO labels;
ALTER TABLE users ADD COLUMN phone text;
ALTER TABLE users ADD COLUMN visits integer NOT NULL DEFAULT 0;
ALTER TABLE users DROP COLUMN active;
ALTER TABLE users RENAME COLUMN bio TO about;
CREATE UNIQUE INDEX orders_code ON orders (code);
CREATE INDEX orders_open ON orders (user_id) WHERE code IS NULL;
DROP INDEX users_age;
CREATE VIEW shown AS SELECT id FROM products;
