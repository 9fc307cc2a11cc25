ALTER TYPE "Rank" ADD VALUE 'HEAD';

UPDATE "Role" SET "rank" = 'HEAD' WHERE "title" LIKE 'Head of %';
