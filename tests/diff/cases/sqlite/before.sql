-- dialect: sqlite
CREATE TABLE note (id integer PRIMARY KEY, body text);
