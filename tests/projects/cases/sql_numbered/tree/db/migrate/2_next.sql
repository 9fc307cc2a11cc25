CREATE INDEX items_id ON items USING gin (id);
