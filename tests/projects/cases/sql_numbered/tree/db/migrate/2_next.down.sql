DROP INDEX items_id;
