CREATE SCHEMA shop;
CREATE TYPE grade AS ENUM ('basic', 'gold');
CREATE SEQUENCE invoice_number;
CREATE TABLE member (
  id bigint PRIMARY KEY,
  email varchar(255) NOT NULL,
  nickname text,
  grade grade NOT NULL DEFAULT 'basic',
  invited_by bigint REFERENCES member (id),
  joined_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE shop.voucher (id bigint PRIMARY KEY, campaign_id bigint NOT NULL REFERENCES shop.campaign (id));
CREATE TABLE shop.campaign (id bigint PRIMARY KEY);
CREATE UNIQUE INDEX member_email_key ON member (email);
ALTER TABLE member ADD CONSTRAINT nickname_length CHECK (char_length(nickname) < 30);
CREATE VIEW gold_member AS SELECT id FROM member WHERE grade = 'gold';
