CREATE TABLE notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shelf_id bigint NOT NULL
);

CREATE TABLE note_links (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  note_id bigint NOT NULL,
  token text NOT NULL UNIQUE
);
