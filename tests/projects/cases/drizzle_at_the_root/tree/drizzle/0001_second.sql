ALTER TABLE "members" ADD COLUMN "age" integer;
