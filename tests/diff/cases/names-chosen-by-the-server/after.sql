CREATE TABLE tag (
  id int CONSTRAINT tag_primary PRIMARY KEY,
  label text CONSTRAINT tag_label_once UNIQUE,
  parent int CONSTRAINT tag_parent REFERENCES tag (id)
);
