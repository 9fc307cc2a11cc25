CREATE TABLE "public"."old" ("id" serial);
