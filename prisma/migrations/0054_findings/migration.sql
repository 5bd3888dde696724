-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "findings" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "step" ADD COLUMN     "findings" JSONB NOT NULL DEFAULT '[]';
