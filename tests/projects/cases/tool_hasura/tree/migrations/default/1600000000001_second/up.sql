CREATE TABLE "public"."t_1600000000001_second" ("id" serial);
