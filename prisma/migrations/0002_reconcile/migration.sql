-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "evidence" TEXT,
ADD COLUMN     "reconciled_by" TEXT;
