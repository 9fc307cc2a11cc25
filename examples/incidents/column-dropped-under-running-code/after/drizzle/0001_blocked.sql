ALTER TABLE "teams" DROP COLUMN "blocked_at";
