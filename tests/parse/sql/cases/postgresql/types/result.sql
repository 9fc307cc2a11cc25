CREATE SCHEMA shop;
CREATE TYPE feeling AS ENUM ('low', 'middle', 'high', 'best');
CREATE TYPE shop.state AS ENUM ('open', 'closed');
CREATE SEQUENCE tickets START 100 INCREMENT 10;
CREATE TABLE orders (
  id bigserial,
  state shop.state DEFAULT 'open'::shop.state NOT NULL,
  mood feeling[],
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE public.orders IS 'what was ordered';
COMMENT ON COLUMN orders.mood IS 'how it felt';
