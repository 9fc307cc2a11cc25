CREATE TABLE tag (id int PRIMARY KEY, label text, CONSTRAINT tag_label_once UNIQUE (label), CONSTRAINT tag_not_zero CHECK (id <> 0));
CREATE INDEX tag_by_label ON tag (label);
