-- dialect: postgresql
-- The same rows once their kinds are a closed list: now it can be seen that the kind decides which references must be set.

CREATE TABLE country (id bigint PRIMARY KEY);
CREATE TABLE model (id bigint PRIMARY KEY);

CREATE TABLE plan_row (
  id bigint PRIMARY KEY,
  row_type varchar(10) NOT NULL CHECK (row_type IN ('model', 'country', 'region', 'total')), -- 001-11: discriminator-without-check
  country_id bigint REFERENCES country (id) ON DELETE RESTRICT,
  model_id bigint REFERENCES model (id) ON DELETE RESTRICT
);

CREATE INDEX plan_row_country ON plan_row (country_id);
CREATE INDEX plan_row_model ON plan_row (model_id);
