-- version: 10.5
CREATE TABLE t (a timestamp, b timestamp, c timestamp NULL, d timestamp DEFAULT '2020-01-01 00:00:00', e timestamp(3) NOT NULL, f int);
CREATE TABLE u (a timestamp NULL, b timestamp, c timestamp ON UPDATE current_timestamp);
CREATE TABLE v (a timestamp DEFAULT 0, b datetime, c timestamp NOT NULL DEFAULT current_timestamp);
ALTER TABLE u ADD d timestamp, MODIFY b timestamp NULL;
