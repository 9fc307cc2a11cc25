DO $$ BEGIN
 CREATE TYPE "mood" AS ENUM('low', 'high');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
DO $guard$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    CREATE TYPE mood AS ENUM ('other');
  END IF;
END
$guard$;
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS "shop";--> statement-breakpoint
CREATE TYPE "shop"."state" AS ENUM('open', 'closed');--> statement-breakpoint
ALTER TYPE "public"."mood" ADD VALUE 'middle' BEFORE 'high';--> statement-breakpoint
ALTER TYPE "mood" ADD VALUE IF NOT EXISTS 'middle';--> statement-breakpoint
ALTER TYPE "mood" ADD VALUE 'top';--> statement-breakpoint
ALTER TYPE "mood" RENAME VALUE 'top' TO 'best';--> statement-breakpoint
CREATE TABLE "shop"."orders" ("id" bigserial PRIMARY KEY, "state" "shop"."state" DEFAULT 'open' NOT NULL, "mood" "mood"[]);--> statement-breakpoint
ALTER TYPE "mood" RENAME TO "feeling";--> statement-breakpoint
CREATE TYPE "shop"."passing" AS ENUM('a');--> statement-breakpoint
DROP TYPE "shop"."passing";--> statement-breakpoint
CREATE TYPE pair AS (a integer, b text);--> statement-breakpoint
CREATE SEQUENCE "public"."tickets" INCREMENT BY 5 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 100 CACHE 1;--> statement-breakpoint
ALTER SEQUENCE "public"."tickets" INCREMENT BY 10;--> statement-breakpoint
ALTER TABLE "shop"."orders" SET SCHEMA "public";--> statement-breakpoint
COMMENT ON TABLE orders IS 'what was ordered';--> statement-breakpoint
COMMENT ON COLUMN "public"."orders"."mood" IS 'how it felt';
