-- dialect: mysql
-- A shop in the fashion of the third design (003): one DDL that drops its tables and makes them anew.

DROP TABLE IF EXISTS payment;
DROP TABLE IF EXISTS shipment;
DROP TABLE IF EXISTS purchase_item;
DROP TABLE IF EXISTS purchases;
DROP TABLE IF EXISTS product;

CREATE TABLE customer ( -- 003-03: incomplete-drop-list
  customer_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  login_id varchar(50) NOT NULL, -- silent
  password varchar(255) NOT NULL,
  email varchar(100) NOT NULL, -- silent
  UNIQUE KEY uq_login_id (login_id), -- silent
  UNIQUE KEY uq_email (email) -- silent
);

CREATE TABLE product (
  product_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  product_name varchar(100) NOT NULL, -- silent
  product_price int NOT NULL, -- 003-06: amount-without-check
  stock_quantity int NOT NULL DEFAULT 0, -- 003-06: amount-without-check
  INDEX idx_product_name (product_name) -- silent
);

CREATE TABLE purchases ( -- 003-20: mixed-singular-and-plural
  purchase_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id bigint NOT NULL, -- silent
  ordered_at datetime NOT NULL,
  purchase_status varchar(20) NOT NULL DEFAULT 'ORDERED', -- 003-08: status-without-allowed-values
  total_amount int NOT NULL, -- 003-06: amount-without-check; 003-21: derived-column-unmaintained
  CONSTRAINT fk_purchases_customer FOREIGN KEY (customer_id) REFERENCES customer (customer_id), -- 003-07: undecided-on-delete
  INDEX idx_status_ordered_at (purchase_status, ordered_at) -- silent
);

CREATE TABLE purchase_item (
  purchase_item_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  purchase_id bigint NOT NULL,
  product_id bigint NOT NULL,
  product_name varchar(100) NOT NULL COMMENT '구매 당시 상품명', -- silent
  item_price int NOT NULL, -- 003-06: amount-without-check
  item_quantity int NOT NULL, -- 003-06: amount-without-check
  CONSTRAINT fk_item_purchase FOREIGN KEY (purchase_id) REFERENCES purchases (purchase_id), -- 003-07: undecided-on-delete
  CONSTRAINT fk_item_product FOREIGN KEY (product_id) REFERENCES product (product_id) -- 003-07: undecided-on-delete
);

CREATE TABLE shipment (
  shipment_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  purchase_id bigint UNIQUE NOT NULL, -- 003-01: index-repeats-unique
  shipment_status varchar(20) NOT NULL DEFAULT 'READY', -- 003-08: status-without-allowed-values
  UNIQUE KEY uq_shipment_purchase (purchase_id),
  CONSTRAINT fk_shipment_purchase FOREIGN KEY (purchase_id) REFERENCES purchases (purchase_id) -- 003-07: undecided-on-delete
);

CREATE TABLE payment (
  payment_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  purchase_id bigint NOT NULL,
  payment_method varchar(50) NOT NULL, -- 003-08: status-without-allowed-values
  paid_amount int NOT NULL, -- 003-06: amount-without-check
  UNIQUE KEY uq_payment_purchase (purchase_id), -- silent
  CONSTRAINT fk_payment_purchase FOREIGN KEY (purchase_id) REFERENCES purchases (purchase_id) -- 003-07: undecided-on-delete
);
