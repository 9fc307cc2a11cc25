-- schema-review: ignore unindexed-foreign-key reason="forty rows, never deleted" until="2026-12-31"
CREATE TABLE warehouses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region_id bigint NOT NULL REFERENCES regions (id) ON DELETE CASCADE
);

-- schema-review: ignore floating-point-money reason="an estimate, never charged"
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE
);

-- schema-review: ignore dropped-column reason="nobody has one any more"
ALTER TABLE customers DROP COLUMN fax;
