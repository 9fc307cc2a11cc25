CREATE SCHEMA "shop";
--> statement-breakpoint
CREATE TYPE "shop"."colour" AS ENUM('red', 'green');--> statement-breakpoint
CREATE TYPE "public"."priority" AS ENUM('low', 'high');--> statement-breakpoint
CREATE TYPE "public"."Size" AS ENUM('small', 'medium', 'large');--> statement-breakpoint
CREATE TYPE "public"."state" AS ENUM('new', 'won''t do', 'done');--> statement-breakpoint
CREATE SEQUENCE "public"."ticket_numbers" INCREMENT BY 5 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 100 CACHE 10;--> statement-breakpoint
CREATE TABLE "shop"."items" (
	"id" serial PRIMARY KEY NOT NULL,
	"state" "state" DEFAULT 'new' NOT NULL,
	"size" "Size",
	"sizes" "Size"[],
	"colour" "shop"."colour" DEFAULT 'red',
	"priority" "priority" DEFAULT 'low'
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" serial PRIMARY KEY NOT NULL,
	"item_id" integer,
	"colours" "shop"."colour"[]
);
--> statement-breakpoint
CREATE TABLE "shop"."refunds" (
	"id" serial PRIMARY KEY NOT NULL,
	"order_id" integer NOT NULL,
	"item_id" integer
);
--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "shop"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop"."refunds" ADD CONSTRAINT "refunds_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "shop"."items"("id") ON DELETE no action ON UPDATE no action;