ALTER TABLE "logs" ALTER COLUMN "source" SET DATA TYPE text;
--> statement-breakpoint
DROP TYPE "source";
--> statement-breakpoint
CREATE TYPE "source" AS ENUM('api', 'assistant', 'web');
--> statement-breakpoint
ALTER TABLE "logs" ALTER COLUMN "source" SET DATA TYPE "source" USING "source"::"source";
