CREATE TABLE "spans" (
  "id" bigint PRIMARY KEY NOT NULL,
  "tenant_id" bigint NOT NULL,
  "body" text NOT NULL
);
