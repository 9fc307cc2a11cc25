CREATE TABLE moves (
  id uuid PRIMARY KEY,
  available_at timestamptz
);
