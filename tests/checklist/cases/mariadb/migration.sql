CREATE TABLE products (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sku varchar(20) NOT NULL UNIQUE,
  owner_id int NOT NULL,
  mood enum('calm', 'cross') NOT NULL,
  price decimal(10, 2) NOT NULL,
  CONSTRAINT products_owner FOREIGN KEY (owner_id) REFERENCES users (id)
);
CREATE TABLE settings (k varchar(40) PRIMARY KEY, v json NOT NULL);
DROP TABLE legacy;
ALTER TABLE tags RENAME TO labels;
ALTER TABLE users COMMENT = 'people';
ALTER TABLE users ADD COLUMN phone varchar(20);
ALTER TABLE users ADD COLUMN visits int NOT NULL DEFAULT 0;
ALTER TABLE users DROP COLUMN active;
ALTER TABLE users RENAME COLUMN bio TO about;
ALTER TABLE users MODIFY age int;
ALTER TABLE users MODIFY score decimal(10, 2);
ALTER TABLE users MODIFY at date;
ALTER TABLE users MODIFY mood enum('calm', 'cross', 'curious');
ALTER TABLE users MODIFY email varchar(100);
ALTER TABLE orders MODIFY total int NOT NULL;
ALTER TABLE orders ADD PRIMARY KEY (id);
ALTER TABLE keyed DROP PRIMARY KEY;
ALTER TABLE users ADD CONSTRAINT users_email_unique UNIQUE (email);
ALTER TABLE orders DROP INDEX orders_code;
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE labels DROP FOREIGN KEY tags_user;
ALTER TABLE users ADD CONSTRAINT age_positive CHECK (age > 0);
ALTER TABLE orders DROP CONSTRAINT total_positive;
CREATE UNIQUE INDEX labels_label ON labels (label);
DROP INDEX users_bio ON users;
ALTER TABLE users RENAME INDEX users_age TO users_by_age;
CREATE VIEW shown AS SELECT id FROM products;
ALTER TABLE labels ADD COLUMN maker_id int;
ALTER TABLE labels ADD CONSTRAINT labels_maker FOREIGN KEY (maker_id) REFERENCES users (id);
ALTER TABLE labels ADD CONSTRAINT labels_maker_unique UNIQUE (maker_id);
