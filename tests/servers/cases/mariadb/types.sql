CREATE TABLE numbers (
  a tinyint, b smallint unsigned, c mediumint, d int(11), e integer(5) unsigned, f bigint(20) unsigned NOT NULL,
  g decimal, h decimal(5), i numeric(12,4) unsigned, j dec(3,1), k fixed(4,2), l float, m float(7,3), n float(30), o double,
  p double precision, q real, r double(8,2), s bit, t bit(7), u bool, v boolean NOT NULL DEFAULT true, w int1, x int2, y int3, z int4,
  aa int8, ab middleint, ac tinyint(1) DEFAULT 0, ad tinyint(4) DEFAULT '3', ae year, af year(4) DEFAULT 2020, ag int signed
);
CREATE TABLE texts (
  a char, b char(3), c varchar(20), d character varying(7), e character(2), f tinytext, g text, h mediumtext, i longtext, j long,
  k text(20), l text(300), m text(70000), n national varchar(10), o nchar(4), p nvarchar(5), q national character(3), r long varchar,
  s char varying(5), t national char varying(6), u varchar(5) binary, v text ascii, w text unicode, x char byte, y nchar varchar(3)
);
CREATE TABLE bytes (
  a binary, b binary(16), c varbinary(20), d tinyblob, e blob, f mediumblob, g longblob, h blob(20), i blob(300), j long varbinary,
  k varchar(4) character set binary, l text character set binary
);
CREATE TABLE moments (
  a date, b time, c time(3), d datetime, e datetime(6), f timestamp, g timestamp(3) NULL, h timestamp NOT NULL DEFAULT current_timestamp,
  i datetime DEFAULT now(), j datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  k timestamp NULL DEFAULT NULL ON UPDATE now(), l datetime DEFAULT localtime, m timestamp DEFAULT localtimestamp() ON UPDATE localtimestamp
);
CREATE TABLE choices (
  a enum('a', 'B', 'it''s', 'x,y') NOT NULL DEFAULT 'a', b set('one','two') DEFAULT 'one,two', c enum("q", 'it"s'),
  d enum('가','나') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
);
CREATE TABLE others (
  a json, b json NOT NULL DEFAULT '{}', c uuid, d inet4, e inet6, f point, g geometry NOT NULL, h linestring, i polygon,
  j multipoint, k geometrycollection
);
CREATE TABLE serials (id serial, name varchar(10));
CREATE TABLE serials_again (a int, id bigint unsigned NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (a));
CREATE TABLE serial_values (id int SERIAL DEFAULT VALUE);
CREATE TABLE serials_called (id serial, name varchar(10));
ALTER TABLE serials_called RENAME COLUMN name TO title;
RENAME TABLE serials_called TO serials_renamed;
