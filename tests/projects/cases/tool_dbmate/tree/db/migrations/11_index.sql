-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY i ON t_9_nine (id);
-- migrate:down
