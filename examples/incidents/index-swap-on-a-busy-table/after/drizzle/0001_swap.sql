DROP TABLE "drafts";
--> statement-breakpoint
DELETE FROM "pages" a USING "pages" b WHERE a."path" = b."path" AND a."revision" = b."revision" AND a."id" > b."id";
--> statement-breakpoint
DROP INDEX "pages_path_revision_idx";
--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_path_revision_deleted" UNIQUE NULLS NOT DISTINCT("path","revision","deleted_at");
