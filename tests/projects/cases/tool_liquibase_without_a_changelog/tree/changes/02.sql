--liquibase formatted sql
--changeset a:2
ALTER TABLE a ADD COLUMN b jsonb;
