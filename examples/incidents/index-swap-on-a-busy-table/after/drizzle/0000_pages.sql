CREATE TABLE "pages" (
  "id" bigint PRIMARY KEY NOT NULL,
  "path" text NOT NULL,
  "revision" bigint NOT NULL,
  "deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "pages_path_revision_idx" ON "pages" USING btree ("path","revision");
--> statement-breakpoint
CREATE TABLE "drafts" (
  "id" bigint PRIMARY KEY NOT NULL,
  "body" text
);
