ALTER TABLE "accounts" ADD COLUMN "creditor" text;
