ALTER TABLE "articles" ADD COLUMN "month" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "kind" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_month_kind_unique" UNIQUE("month","kind");
