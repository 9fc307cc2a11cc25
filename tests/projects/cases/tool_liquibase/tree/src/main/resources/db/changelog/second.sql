--liquibase formatted sql

--changeset ann:1 runInTransaction:false
CREATE TABLE a (id int);
--rollback DROP TABLE a;

--changeset ann:2 dbms:oracle
CREATE TABLE a_oracle (id int);
