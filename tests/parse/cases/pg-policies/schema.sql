CREATE ROLE "editor" WITH CREATEDB;--> statement-breakpoint
CREATE TABLE "documents" (
	"id" serial PRIMARY KEY NOT NULL,
	"owner_id" integer NOT NULL,
	"title" text
);
--> statement-breakpoint
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "vault" (
	"id" serial PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "vault" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "read_own" ON "documents" AS PERMISSIVE FOR SELECT TO "editor" USING ("documents"."owner_id" = 7);--> statement-breakpoint
CREATE POLICY "write_own" ON "documents" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "everything" ON "documents" AS PERMISSIVE FOR ALL TO public;