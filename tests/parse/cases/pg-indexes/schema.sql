CREATE TABLE "articles" (
	"id" serial PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"body" jsonb,
	"views" integer DEFAULT 0,
	"published" boolean DEFAULT false,
	"published_at" timestamp,
	"deleted_at" timestamp,
	"embedding" vector(3)
);
--> statement-breakpoint
CREATE TABLE "plain" (
	"id" serial PRIMARY KEY NOT NULL,
	"a" integer,
	"b" integer
);
--> statement-breakpoint
CREATE INDEX "articles_title_views_index" ON "articles" USING btree ("title","views");--> statement-breakpoint
CREATE INDEX "articles_newest" ON "articles" USING btree ("published_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "articles_nulls" ON "articles" USING btree ("views" DESC NULLS FIRST,"title","slug" NULLS FIRST);--> statement-breakpoint
CREATE INDEX "articles_pattern" ON "articles" USING btree ("slug" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "articles_body" ON "articles" USING gin ("body");--> statement-breakpoint
CREATE INDEX "articles_path" ON "articles" USING gin ("body" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "articles_vector" ON "articles" USING hnsw ("embedding" vector_cosine_ops) WITH (m=16);--> statement-breakpoint
CREATE INDEX "articles_lower" ON "articles" USING btree (lower("title"));--> statement-breakpoint
CREATE INDEX "articles_latest" ON "articles" USING btree ("published_at" desc,"id");--> statement-breakpoint
CREATE INDEX "articles_told" ON "articles" USING btree ("views" desc nulls last,"slug" COLLATE "C");--> statement-breakpoint
CREATE INDEX "articles_words" ON "articles" USING gin ("title" gin_trgm_ops,lower("slug") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "articles_found" ON "articles" USING gin (to_tsvector('english', "title"));--> statement-breakpoint
CREATE INDEX "articles_mixed" ON "articles" USING btree ("published",coalesce("views", 0));--> statement-breakpoint
CREATE INDEX "articles_brin" ON "articles" USING brin ("published_at");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "articles_only" ON "articles" USING btree ("published_at");--> statement-breakpoint
CREATE UNIQUE INDEX "articles_slug" ON "articles" USING btree ("slug") WHERE "articles"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "articles_live" ON "articles" USING btree ("title") WHERE "articles"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "articles_hot" ON "articles" USING btree ("id") WHERE "articles"."published" = true and "articles"."views" > 100;--> statement-breakpoint
CREATE UNIQUE INDEX "articles_slug_published_at_index" ON "articles" USING btree ("slug","published_at");--> statement-breakpoint
CREATE INDEX "plain_a" ON "plain" USING btree ("a") WHERE ("plain"."a" is null and "plain"."a" = "plain"."b");