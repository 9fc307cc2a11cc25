DROP INDEX transfers_height_idx;
