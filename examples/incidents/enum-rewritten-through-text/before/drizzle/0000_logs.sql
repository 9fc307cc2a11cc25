CREATE TYPE "source" AS ENUM('api', 'web');
--> statement-breakpoint
CREATE TABLE "logs" (
  "id" bigint PRIMARY KEY NOT NULL,
  "source" "source" NOT NULL,
  "body" text NOT NULL,
  "created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "logs_source_idx" ON "logs" USING btree ("source");
