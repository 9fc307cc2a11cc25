ALTER TABLE "public"."old" ADD COLUMN "b" int;
