CREATE TYPE state AS ENUM ('on', 'off');
CREATE TABLE lamp (id int PRIMARY KEY, state state);
