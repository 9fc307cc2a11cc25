CREATE TYPE "mood" AS ENUM('good', 'bad');--> statement-breakpoint
CREATE TABLE "players" (
	"id" serial PRIMARY KEY,
	"nick_name" text NOT NULL UNIQUE,
	"team_name" text,
	"mood" "mood" DEFAULT 'good'::"mood",
	"joined_at" timestamp with time zone DEFAULT now(),
	CONSTRAINT "players_nick_name_team_name_unique" UNIQUE("nick_name","team_name"),
	CONSTRAINT "named" CHECK ("nick_name" <> '')
);
--> statement-breakpoint
CREATE TABLE "remarks_on_the_players_of_the_tournament" (
	"id" serial PRIMARY KEY,
	"player_number" integer,
	"round_number" integer
);
--> statement-breakpoint
CREATE TABLE "scores" (
	"player_id" integer,
	"round" integer,
	"points" integer[] NOT NULL,
	CONSTRAINT "scores_pkey" PRIMARY KEY("player_id","round")
);
--> statement-breakpoint
CREATE INDEX "players_team_name_index" ON "players" ("team_name");--> statement-breakpoint
ALTER TABLE "remarks_on_the_players_of_the_tournament" ADD CONSTRAINT "remarks_on_the_players_of_the_tournament_89TxExp8J4Mi_fkey" FOREIGN KEY ("player_number","round_number") REFERENCES "scores"("player_id","round");--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_player_id_players_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE;