CREATE TYPE "Rank" AS ENUM ('MEMBER', 'OFFICER');

CREATE TABLE "Role" (
  "id" SERIAL NOT NULL,
  "title" TEXT NOT NULL,
  "rank" "Rank" NOT NULL,
  CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);
