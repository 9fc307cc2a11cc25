CREATE TYPE "public"."role" AS ENUM('admin', 'guest');--> statement-breakpoint
CREATE TABLE "settings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" varchar(120) DEFAULT 'hello Admin',
	"price" numeric(10, 2) DEFAULT '0.00',
	"role" "role" DEFAULT 'admin',
	"plain" text DEFAULT 'strict',
	"since" timestamp DEFAULT CURRENT_TIMESTAMP,
	"until" timestamp with time zone DEFAULT now() + interval '1 day',
	"day" date DEFAULT current_date,
	"on" boolean DEFAULT false,
	"rank" integer DEFAULT -1,
	"list" jsonb DEFAULT '[]'::jsonb,
	"deep" jsonb DEFAULT '{"b":[1,{"c":false}],"a":null}'::jsonb,
	"tags" text[] DEFAULT '{}'::text[],
	"numbers" integer[] DEFAULT '{1,2,3}',
	"text" text DEFAULT 'a' || 'b',
	"made" text,
	CONSTRAINT "known_role" CHECK ("settings"."plain" in ('admin', 'guest'))
);
