CREATE TABLE customers (
  id bigserial PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer_id bigint NOT NULL
);

CREATE INDEX orders_customer_idx ON orders (customer_id);
