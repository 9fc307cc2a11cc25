CREATE TABLE "Users" ("Id" INTEGER PRIMARY KEY, [e mail] TEXT, `tick` TEXT, 'single' TEXT, "or""der" INT, 이름 TEXT);
CREATE TABLE main.posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users (id), key TEXT, "desc" TEXT, replace TEXT);
CREATE INDEX posts_user ON POSTS (USER_ID);
CREATE INDEX "Odd Name" ON posts ("desc" DESC, key ASC);
CREATE UNIQUE INDEX main.users_mail ON Users ([e mail]);
ALTER TABLE users ADD COLUMN "Age" INT;
ALTER TABLE "USERS" RENAME COLUMN "AGE" TO age;
ALTER TABLE USERS RENAME TO accounts;
-- refused
ALTER TABLE Accounts RENAME TO ACCOUNTS;
DROP INDEX IF EXISTS nowhere;
DROP INDEX POSTS_USER;
ALTER TABLE accounts DROP COLUMN TICK;
ALTER TABLE accounts DROP 'single';
-- refused
CREATE INDEX "odd name" ON accounts (age);
CREATE INDEX IF NOT EXISTS "odd name" ON accounts (age);
-- refused
CREATE TABLE "odd name" (a INT);
-- refused
CREATE INDEX accounts ON posts (key);
-- refused
ALTER TABLE accounts RENAME TO posts;
-- refused
ALTER TABLE accounts RENAME COLUMN nowhere TO something;
-- refused
ALTER TABLE accounts ADD COLUMN AGE INT;
-- refused
ALTER TABLE accounts RENAME COLUMN age TO ID;
-- refused
DROP TABLE nowhere;
DROP TABLE IF EXISTS nowhere;
DROP TABLE Posts;
