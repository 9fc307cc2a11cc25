CREATE TABLE "teams" (
  "id" bigint PRIMARY KEY NOT NULL,
  "name" text NOT NULL,
  "blocked_at" timestamp with time zone
);
