-- dialect: postgresql
-- 첫째 설계(001)를 글자 그대로 옮긴 모양: 버전마다 지역, 국가, 모델의 월별 계획과 합계 행을 한 테이블에 담는다.
-- A mark names the defect and the rule that speaks on that line; `silent` lines are counter-examples.

CREATE TABLE staff (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email varchar(254) NOT NULL UNIQUE -- silent
);

CREATE TABLE plan (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name varchar(80) NOT NULL UNIQUE,
  created_by bigint NOT NULL REFERENCES staff (id), -- 001-08: undecided-on-delete; 001-09: unindexed-foreign-key
  is_latest boolean NOT NULL DEFAULT false -- 001-05: flag-without-partial-unique
);

CREATE TABLE plan_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  changed_by bigint NOT NULL REFERENCES staff (id), -- 001-08: undecided-on-delete; 001-09: unindexed-foreign-key
  plan_id bigint NOT NULL REFERENCES plan (id) -- 001-08: undecided-on-delete; 001-09: unindexed-foreign-key
);

CREATE TABLE region (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code varchar(10) NOT NULL UNIQUE
);

CREATE TABLE country (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code varchar(10) NOT NULL UNIQUE,
  region_id bigint NOT NULL REFERENCES region (id) -- 001-08: undecided-on-delete; 001-09: unindexed-foreign-key
);

CREATE TABLE model (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code varchar(20) NOT NULL UNIQUE
);

CREATE TABLE plan_row (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id bigint NOT NULL REFERENCES plan (id), -- 001-08: undecided-on-delete
  row_type varchar(10) NOT NULL, -- 001-11: status-without-allowed-values
  country_id bigint REFERENCES country (id), -- 001-08: undecided-on-delete; 001-09: unindexed-foreign-key
  model_id bigint REFERENCES model (id), -- 001-08: undecided-on-delete; 001-09: unindexed-foreign-key
  parent_id bigint REFERENCES plan_row (id), -- 001-07: undecided-on-delete; 001-06: self-reference-escapes-scope
  month integer NOT NULL, -- 001-17: amount-without-check
  category varchar(20) NOT NULL,
  qty integer NOT NULL, -- 001-10: amount-without-check
  amt numeric(12, 2) NOT NULL, -- 001-10: amount-without-check
  display_order integer NOT NULL,
  CONSTRAINT plan_row_key UNIQUE (plan_id, row_type, country_id, model_id, month, category) -- 001-01: nullable-unique-member
);

CREATE INDEX plan_row_lookup ON plan_row (plan_id, row_type, country_id, model_id, month, category); -- 001-03: index-repeats-unique
CREATE INDEX plan_row_parent ON plan_row (parent_id); -- silent
CREATE INDEX plan_row_order ON plan_row (display_order); -- 001-18: sort-column-indexed-alone
