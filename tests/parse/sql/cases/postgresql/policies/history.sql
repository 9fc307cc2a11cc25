CREATE ROLE "reader_of_notes" WITH NOLOGIN;--> statement-breakpoint
CREATE TABLE "notes" ("id" integer PRIMARY KEY, "owner" text);--> statement-breakpoint
ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "mine" ON "notes" AS PERMISSIVE FOR ALL TO public USING ("notes"."owner" = current_user) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "other" ON "notes" AS RESTRICTIVE FOR SELECT TO "reader_of_notes" USING (false);--> statement-breakpoint
ALTER POLICY "other" ON "notes" TO public, "reader_of_notes" USING (owner <> '');--> statement-breakpoint
ALTER POLICY "mine" ON "notes" RENAME TO "own";--> statement-breakpoint
CREATE POLICY "passing" ON "notes";--> statement-breakpoint
DROP POLICY "passing" ON "notes" CASCADE;--> statement-breakpoint
DROP POLICY IF EXISTS "passing" ON "notes";--> statement-breakpoint
CREATE TABLE plain (id int);--> statement-breakpoint
ALTER TABLE plain ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE plain DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE VIEW "public"."names" AS (select "owner" from "notes" where "id" > 0);--> statement-breakpoint
CREATE OR REPLACE VIEW names AS SELECT owner FROM notes;--> statement-breakpoint
CREATE MATERIALIZED VIEW "counted" AS (select count(*) from "notes") WITH NO DATA;--> statement-breakpoint
CREATE VIEW old AS SELECT 1 AS one;--> statement-breakpoint
DROP VIEW "public"."old";
