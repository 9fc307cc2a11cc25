-- dialect: mysql
-- A shop in the fashion of the fourth design (004): 모든 외래 키가 CASCADE이고 인덱스가 많다.

CREATE TABLE category (
  id bigint AUTO_INCREMENT PRIMARY KEY,
  name varchar(100) NOT NULL UNIQUE
);

CREATE TABLE users (
  id bigint AUTO_INCREMENT PRIMARY KEY,
  email varchar(255) NOT NULL UNIQUE,
  password varchar(255) NOT NULL
);

CREATE TABLE product (
  id bigint AUTO_INCREMENT PRIMARY KEY,
  name varchar(200) NOT NULL,
  original_price decimal(10, 2) NOT NULL CHECK (original_price >= 0), -- silent
  price decimal(10, 2) NOT NULL CHECK (price >= 0), -- silent
  discount_rate int NOT NULL DEFAULT 0 CHECK (discount_rate BETWEEN 0 AND 100), -- 004-26: derived-column-unmaintained
  stock_quantity int NOT NULL DEFAULT 0 CHECK (stock_quantity >= 0), -- silent
  is_new boolean NOT NULL DEFAULT false,
  category_id bigint NOT NULL,
  CONSTRAINT fk_product_category FOREIGN KEY (category_id) REFERENCES category (id) ON DELETE CASCADE -- 004-10: cascade-deletes-history
);

CREATE TABLE cart_item (
  id bigint AUTO_INCREMENT PRIMARY KEY,
  quantity int NOT NULL CHECK (quantity > 0), -- silent
  user_id bigint NOT NULL,
  product_id bigint NOT NULL,
  CONSTRAINT fk_cart_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE, -- silent
  CONSTRAINT fk_cart_product FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE, -- silent
  UNIQUE KEY uq_cart_user_product (user_id, product_id) -- silent
);

CREATE TABLE orders (
  id bigint AUTO_INCREMENT PRIMARY KEY,
  order_number varchar(50) NOT NULL UNIQUE, -- silent
  total_amount decimal(12, 2) NOT NULL CHECK (total_amount >= 0), -- 004-27: derived-column-unmaintained
  status enum('PENDING', 'SHIPPED', 'CANCELLED') NOT NULL DEFAULT 'PENDING', -- silent
  payment_method varchar(50) NOT NULL, -- 004-16: status-without-allowed-values
  created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  user_id bigint NOT NULL,
  CONSTRAINT fk_orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE -- 004-11: cascade-deletes-history
);

CREATE TABLE order_item (
  id bigint AUTO_INCREMENT PRIMARY KEY,
  quantity int NOT NULL CHECK (quantity > 0), -- silent
  price decimal(10, 2) NOT NULL CHECK (price >= 0), -- silent
  order_id bigint NOT NULL,
  product_id bigint NOT NULL,
  CONSTRAINT fk_item_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE, -- silent
  CONSTRAINT fk_item_product FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE -- 004-09: cascade-deletes-history
);

CREATE UNIQUE INDEX idx_users_email ON users (email); -- 004-01: index-repeats-unique
CREATE INDEX idx_product_new ON product (is_new); -- 004-06, 004-07: boolean-index
CREATE INDEX idx_product_category ON product (category_id); -- 004-04: duplicate-index
CREATE INDEX idx_product_category_price ON product (category_id, price); -- silent
CREATE FULLTEXT INDEX idx_product_name ON product (name); -- 004-30: fulltext-without-cjk-parser
CREATE INDEX idx_cart_user ON cart_item (user_id); -- 004-03: duplicate-index
CREATE UNIQUE INDEX idx_cart_user_product ON cart_item (user_id, product_id); -- 004-02: index-repeats-unique
CREATE INDEX idx_order_user ON orders (user_id); -- 004-05: duplicate-index
CREATE INDEX idx_order_user_status ON orders (user_id, status); -- silent
CREATE INDEX idx_order_created ON orders (created_at); -- silent
CREATE INDEX idx_order_item_order ON order_item (order_id); -- silent
CREATE INDEX idx_order_item_product ON order_item (product_id); -- silent
