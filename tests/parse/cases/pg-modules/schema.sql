CREATE TABLE "pets" (
	"id" serial PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'cat' NOT NULL,
	"name" varchar(40),
	"owner_id" integer NOT NULL,
	"updated_at" timestamp DEFAULT now() NOT NULL,
	"created_at" timestamp DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "houses" (
	"number" serial PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" varchar(80) NOT NULL,
	"favourite_pet" integer,
	"created_at" timestamp DEFAULT now() NOT NULL,
	"updated_at" timestamp DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pets" ADD CONSTRAINT "pets_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_favourite_pet_pets_id_fk" FOREIGN KEY ("favourite_pet") REFERENCES "public"."pets"("id") ON DELETE no action ON UPDATE no action;