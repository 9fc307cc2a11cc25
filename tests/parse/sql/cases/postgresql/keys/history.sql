CREATE TABLE IF NOT EXISTS "teams" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL UNIQUE,
	"owner" uuid REFERENCES "teams",
	CONSTRAINT "teams_name_check" CHECK ("teams"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "seats" (
	"team_id" uuid NOT NULL,
	"place" integer CHECK (place > 0),
	"label" text,
	CONSTRAINT "seats_team_id_place_pk" PRIMARY KEY("team_id","place"),
	UNIQUE ("team_id", "label"),
	CHECK (place < 100 AND label <> 'x')
);
--> statement-breakpoint
DO $$ BEGIN
 ALTER TABLE "seats" ADD CONSTRAINT "seats_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE cascade ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
DO $$ BEGIN
 ALTER TABLE "seats" ADD CONSTRAINT "seats_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_label_unique" UNIQUE NULLS NOT DISTINCT("label");--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "late" CHECK ("place" <> 13) NOT VALID;--> statement-breakpoint
ALTER TABLE "seats" VALIDATE CONSTRAINT "late";--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "gone" CHECK ("place" <> 14);--> statement-breakpoint
ALTER TABLE "seats" DROP CONSTRAINT "gone";--> statement-breakpoint
ALTER TABLE "seats" RENAME CONSTRAINT "late" TO "unlucky";--> statement-breakpoint
ALTER TABLE "teams" RENAME TO "groups";--> statement-breakpoint
ALTER TABLE "groups" RENAME COLUMN "id" TO "group_id";
