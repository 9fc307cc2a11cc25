CREATE TABLE rooms (
  id integer, during tsrange, place int4range, holder text,
  EXCLUDE USING gist (during WITH &&),
  CONSTRAINT no_overlap EXCLUDE USING gist (place WITH &&, during WITH -|-) WHERE (id > 0) DEFERRABLE INITIALLY DEFERRED,
  EXCLUDE (holder WITH =),
  EXCLUDE USING spgist (place range_ops WITH &&)
);
ALTER TABLE rooms ADD EXCLUDE USING hash (holder WITH =);
ALTER TABLE rooms ADD CONSTRAINT by_length EXCLUDE USING btree ((length(holder)) WITH =) INCLUDE (id) WITH (fillfactor = 80);
ALTER TABLE rooms RENAME CONSTRAINT by_length TO by_size;
ALTER TABLE rooms RENAME COLUMN holder TO tenant;
ALTER TABLE rooms DROP CONSTRAINT rooms_during_excl;
ALTER TABLE rooms DROP COLUMN tenant CASCADE;
ALTER INDEX no_overlap RENAME TO never_overlap;
