CREATE TYPE "kind" AS ENUM('mail', 'timer');
--> statement-breakpoint
CREATE TABLE "triggers" (
  "id" bigint PRIMARY KEY NOT NULL,
  "kind" "kind" NOT NULL,
  "priority" bigint
);
