CREATE TABLE d (
  a int DEFAULT 1, b int DEFAULT '1', c int DEFAULT -5, d int DEFAULT (1 + 1), e int DEFAULT NULL, f int NULL, g int NOT NULL,
  h varchar(30) DEFAULT 'it''s', i varchar(30) DEFAULT "it's \"x\"", j varchar(30) DEFAULT (concat('a', `h`)), k varchar(36) DEFAULT uuid(),
  l double DEFAULT 1.50, m decimal(5,2) DEFAULT 1.5, n bit(3) DEFAULT b'101', o varbinary(3) DEFAULT x'4142', p text DEFAULT 'x',
  q blob DEFAULT '', r date DEFAULT '2020-01-01', s datetime DEFAULT CURRENT_TIMESTAMP, t datetime DEFAULT CURRENT_TIMESTAMP(),
  u int DEFAULT (abs(-3)), v boolean DEFAULT false, w boolean DEFAULT 1, x date DEFAULT (curdate()), y varchar(9) DEFAULT 'NULL',
  z varchar(3) DEFAULT '\\', aa char(2) DEFAULT _utf8mb4'x', ab bigint DEFAULT 0x10, ac float DEFAULT 1e3, ad int DEFAULT + 3
);
ALTER TABLE d ALTER a SET DEFAULT 7, ALTER COLUMN b DROP DEFAULT, ALTER COLUMN h SET DEFAULT 'other', ALTER k DROP DEFAULT;
ALTER TABLE d ALTER COLUMN l SET DEFAULT (2 * 2);
