CREATE TABLE "app_notes" (
	"id" serial PRIMARY KEY NOT NULL,
	"tag" text,
	"body" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app_photos" (
	"id" serial PRIMARY KEY NOT NULL,
	"tag" text,
	"note_id" integer,
	"taken_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "app_photos" ADD CONSTRAINT "app_photos_note_id_app_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."app_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notes_tag" ON "app_notes" USING btree ("tag");--> statement-breakpoint
CREATE INDEX "photos_tag" ON "app_photos" USING btree ("tag");