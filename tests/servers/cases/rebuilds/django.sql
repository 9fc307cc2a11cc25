CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT, old TEXT, boss INTEGER REFERENCES users (id));
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
INSERT INTO users VALUES (1, 'name-1', 'age-1', 'old-1', NULL), (2, 'name-2', 'age-2', 'old-2', 1);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO posts VALUES (1, 1), (2, 1);
CREATE TRIGGER users_touched AFTER UPDATE ON users BEGIN SELECT 1; END;
CREATE TRIGGER users_made AFTER INSERT ON users BEGIN SELECT 1; END;
-- migration
PRAGMA foreign_keys = OFF;
CREATE TABLE "new__users" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(50) NOT NULL, "age" text NULL, "boss" integer NULL);
INSERT INTO "new__users" ("id", "name", "age", "boss") SELECT "id", "name", "age", "boss" FROM "users" WHERE "id" > 1;
DROP TABLE "users";
ALTER TABLE "new__users" RENAME TO "users";
CREATE INDEX "users_name" ON "users" ("name");
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
CREATE TRIGGER users_made AFTER INSERT ON users BEGIN SELECT 1; END;
