CREATE TABLE tag (id int PRIMARY KEY, label text, CONSTRAINT one_label UNIQUE (label), CONSTRAINT id_not_zero CHECK (id <> 0));
CREATE INDEX label_index ON tag (label);
