-- migrate:up
CREATE TABLE things (id INTEGER PRIMARY KEY AUTOINCREMENT);

-- migrate:down
DROP TABLE things;
