-- Custom SQL migration file, put your code below! --
CREATE INDEX CONCURRENTLY "products_name_idx" ON "products" ("name");
