-- dialect: sqlite
CREATE TABLE note (id integer PRIMARY KEY AUTOINCREMENT, body text NOT NULL DEFAULT '', pinned integer DEFAULT false);
CREATE INDEX note_pinned ON note (pinned) WHERE pinned = 1;
