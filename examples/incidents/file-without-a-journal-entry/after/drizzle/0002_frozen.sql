ALTER TABLE "accounts" ADD COLUMN "frozen" text;
