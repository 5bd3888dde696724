-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "provenance" JSON NOT NULL DEFAULT '[]',
ADD COLUMN     "taint" TEXT;
