CREATE TABLE "public"."t_1600000000000_first" ("id" serial);
