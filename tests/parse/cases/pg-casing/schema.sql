CREATE TABLE "user_accounts" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"first_name" text NOT NULL,
	"home_url_2" text,
	"Written As Is" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_accounts_firstName_unique" UNIQUE("first_name"),
	CONSTRAINT "user_accounts_firstName_homeURL2_unique" UNIQUE("first_name","home_url_2")
);
--> statement-breakpoint
CREATE TABLE "user_badges" (
	"owner_id" uuid NOT NULL,
	"badge_number" integer NOT NULL,
	CONSTRAINT "user_badges_owner_id_badge_number_pk" PRIMARY KEY("owner_id","badge_number")
);
--> statement-breakpoint
ALTER TABLE "user_badges" ADD CONSTRAINT "user_badges_owner_id_user_accounts_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user_accounts"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_accounts_first_name_created_at_index" ON "user_accounts" USING btree ("first_name","created_at");