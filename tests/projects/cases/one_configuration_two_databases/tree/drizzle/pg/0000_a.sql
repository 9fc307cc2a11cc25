CREATE TABLE "members" ("id" serial PRIMARY KEY NOT NULL, "name" text);
