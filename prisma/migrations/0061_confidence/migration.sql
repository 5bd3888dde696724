-- What the front door made of a message, and how far each reply and each proposed call can be trusted.
-- AlterTable
ALTER TABLE "run" ADD COLUMN     "confidence" JSON,
ADD COLUMN     "intent" JSONB,
ADD COLUMN     "novelty" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "step" ADD COLUMN     "confidence" JSON;

-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "confidence" JSON;
