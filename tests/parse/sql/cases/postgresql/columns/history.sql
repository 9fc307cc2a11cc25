CREATE TABLE "members" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "members_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"nick" varchar(20),
	"bio" text DEFAULT 'it''s me; -- really',
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"waits" interval day to second,
	"born" date,
	"score" numeric(10, 2) DEFAULT '0.50' NOT NULL,
	"gone" boolean
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "email" varchar(320) NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN IF NOT EXISTS "email" text;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "nick" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "nick" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "nick" SET DEFAULT 'anonymous';--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "bio" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "tags" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ALTER COLUMN "score" SET DATA TYPE integer USING "score"::integer;--> statement-breakpoint
ALTER TABLE "members" RENAME COLUMN "born" TO "birthday";--> statement-breakpoint
ALTER TABLE "members" DROP COLUMN "gone";--> statement-breakpoint
ALTER TABLE "members" DROP COLUMN IF EXISTS "gone", ADD COLUMN upper_nick text GENERATED ALWAYS AS (upper("nick")) STORED;
