CREATE TABLE comments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post_id bigint NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  member_id bigint REFERENCES members (id) ON DELETE SET NULL,
  body text NOT NULL
);

CREATE INDEX comments_post_id_idx ON comments (post_id);

ALTER TABLE posts ADD COLUMN status varchar(20) NOT NULL;
ALTER TABLE posts ALTER COLUMN views TYPE bigint;
ALTER TABLE members DROP COLUMN nickname;
CREATE INDEX posts_title_idx ON posts (title);
CREATE INDEX posts_title_views_idx ON posts (title, views);
