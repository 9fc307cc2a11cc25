ALTER TABLE note_links ADD COLUMN shelf_id bigint;

UPDATE note_links
SET shelf_id = notes.shelf_id
FROM notes
WHERE notes.id = note_links.note_id;

ALTER TABLE note_links ALTER COLUMN shelf_id SET NOT NULL;
