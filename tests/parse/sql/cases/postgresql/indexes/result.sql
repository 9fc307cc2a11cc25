CREATE TABLE notes (
  id serial,
  title text,
  body text,
  data jsonb,
  made timestamptz(3) DEFAULT now() NOT NULL,
  gone bool,
  PRIMARY KEY (id),
  CONSTRAINT notes_made_unique UNIQUE (made)
);
CREATE INDEX notes_title ON notes (title);
CREATE UNIQUE INDEX notes_lower ON notes (lower("title"), made DESC NULLS LAST) WHERE ("gone" = false);
CREATE INDEX notes_data ON notes USING gin (data jsonb_path_ops);
CREATE INDEX notes_many ON notes (made DESC, ("data"->>'kind') text_pattern_ops, body COLLATE "C") INCLUDE (gone);
CREATE INDEX notes_title_lower_idx ON notes (title, lower(body));
CREATE INDEX notes_gone ON notes (gone);
CREATE INDEX notes_where ON notes (id) WHERE gone;
