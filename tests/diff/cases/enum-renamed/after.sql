CREATE TYPE lamp_state AS ENUM ('on', 'off');
CREATE TABLE lamp (id int PRIMARY KEY, state lamp_state);
