CREATE TABLE plans (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  keep_versions boolean NOT NULL DEFAULT false
);
