-- atlas:txmode none

ALTER TABLE a ADD COLUMN b int;
