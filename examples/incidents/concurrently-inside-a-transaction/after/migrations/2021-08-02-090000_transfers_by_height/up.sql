CREATE INDEX CONCURRENTLY transfers_height_idx ON transfers (block_height, id);
