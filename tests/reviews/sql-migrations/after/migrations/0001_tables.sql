CREATE TABLE members (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email varchar(255) NOT NULL,
  nickname text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT members_email_key UNIQUE (email)
);

CREATE TABLE posts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  member_id bigint NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  title varchar(200) NOT NULL,
  views integer NOT NULL DEFAULT 0
);

CREATE INDEX posts_member_id_idx ON posts (member_id);
