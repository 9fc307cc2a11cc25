ALTER TABLE "accounts" ADD COLUMN "synced_at" text;
