PRAGMA defer_foreign_keys = ON;

CREATE TABLE channel_new (
  id text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL DEFAULT 'open'
);

INSERT INTO channel_new (id, name, kind) SELECT id, name, kind FROM channel;

DROP TABLE channel;

ALTER TABLE channel_new RENAME TO channel;
