CREATE TABLE channel (
  id text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL
);

CREATE TABLE post (
  id text PRIMARY KEY,
  channel_id text NOT NULL REFERENCES channel(id) ON DELETE CASCADE,
  body text NOT NULL
);

CREATE INDEX post_channel ON post (channel_id);
