-- CreateEnum
CREATE TYPE "business_event_source" AS ENUM ('tool', 'agent', 'watcher');

-- AlterEnum
-- Safe beside the release before: it counts no figures.
ALTER TYPE "figure_source" ADD VALUE 'business';

-- CreateTable
CREATE TABLE "business_event" (
    "id" TEXT NOT NULL,
    "source" "business_event_source" NOT NULL,
    "run_id" TEXT,
    "agent" TEXT NOT NULL,
    "tool" TEXT,
    "name" TEXT NOT NULL,
    "data" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "business_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "business_event_run_id_idx" ON "business_event"("run_id");

CREATE TRIGGER note_figure AFTER INSERT ON business_event
  FOR EACH ROW EXECUTE FUNCTION note_figure('business');
