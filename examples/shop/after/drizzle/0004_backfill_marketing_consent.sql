-- Custom SQL migration file, put your code below! --
UPDATE "users" SET "marketing_consent" = false;
