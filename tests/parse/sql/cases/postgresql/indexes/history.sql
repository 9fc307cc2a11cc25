CREATE TABLE "notes" ("id" serial PRIMARY KEY NOT NULL, "title" text, "body" text, "data" jsonb, "made" timestamp (3) with time zone DEFAULT now() NOT NULL, "gone" boolean);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "notes_title_index" ON "notes" ("title");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "notes_title_index" ON "notes" ("body");--> statement-breakpoint
CREATE UNIQUE INDEX "notes_lower" ON "notes" USING btree (lower("title"),"made" DESC NULLS LAST) WHERE "notes"."gone" = false;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "notes_data" ON ONLY "notes" USING gin ("data" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "notes_many" ON "notes" USING btree ("made" DESC NULLS FIRST,("data"->>'kind') text_pattern_ops,"body" COLLATE "C" ASC) INCLUDE ("gone") WITH (fillfactor=70);--> statement-breakpoint
CREATE INDEX ON "notes" (title, lower(body));--> statement-breakpoint
CREATE INDEX "notes_gone" ON "notes" ("gone");--> statement-breakpoint
CREATE INDEX "notes_where" ON "notes" ("id") WHERE gone;--> statement-breakpoint
CREATE INDEX "notes_old" ON "notes" ("id");--> statement-breakpoint
ALTER INDEX "notes_title_index" RENAME TO "notes_title";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "never_was";--> statement-breakpoint
DROP INDEX IF EXISTS "public"."notes_old", "never_was";--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "extra" int, ADD COLUMN "more" int, ADD CONSTRAINT "more_check" CHECK (more > 0);--> statement-breakpoint
CREATE INDEX "notes_extra" ON "notes" ("title", "extra");--> statement-breakpoint
ALTER TABLE "notes" DROP COLUMN "extra", DROP COLUMN "more";--> statement-breakpoint
CREATE UNIQUE INDEX notes_promoted ON notes (made);--> statement-breakpoint
ALTER TABLE notes ADD CONSTRAINT notes_made_unique UNIQUE USING INDEX notes_promoted;
