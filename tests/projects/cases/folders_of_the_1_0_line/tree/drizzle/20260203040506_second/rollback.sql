ALTER TABLE "members" DROP COLUMN "age";
