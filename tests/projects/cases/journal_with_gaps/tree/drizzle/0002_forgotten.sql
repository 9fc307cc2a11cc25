ALTER TABLE "members" ADD COLUMN "x" text;
