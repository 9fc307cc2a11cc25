CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT, old TEXT, boss INTEGER REFERENCES users (id));
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_age ON users (age) WHERE age IS NOT NULL;
INSERT INTO users VALUES (1, 'name-1', 'age-1', 'old-1', NULL), (2, 'name-2', 'age-2', 'old-2', 1);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE RESTRICT);
INSERT INTO posts VALUES (1, 1), (2, 1);
-- migration
PRAGMA defer_foreign_keys=ON;
CREATE TABLE "new_users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "full_name" TEXT,
    "age" TEXT NOT NULL DEFAULT 'x',
    "boss" INTEGER,
    CONSTRAINT "users_boss_fkey" FOREIGN KEY ("boss") REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_users" ("age", "boss", "id", "full_name") SELECT coalesce("age", 'x') AS "age", "boss", "id", "name" FROM "users";
DROP TABLE "users";
ALTER TABLE "new_users" RENAME TO "users";
CREATE UNIQUE INDEX "users_full_name_key" ON "users"("full_name");
