--liquibase formatted sql
--changeset a:1
CREATE TABLE a (id serial);
