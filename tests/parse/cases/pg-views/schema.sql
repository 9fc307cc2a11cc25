CREATE TABLE "sales" (
	"id" serial PRIMARY KEY NOT NULL,
	"amount" integer NOT NULL
);
--> statement-breakpoint
CREATE VIEW "public"."large_sales" AS (select id from sales where amount > 1000);--> statement-breakpoint
CREATE MATERIALIZED VIEW "public"."totals" AS (select sum(amount) as total from sales);