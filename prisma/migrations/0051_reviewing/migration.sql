-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "visible_ms" INTEGER;

-- CreateIndex
CREATE INDEX "decision_decided_at_idx" ON "decision"("decided_at");

-- CreateIndex
CREATE INDEX "decision_actor_id_decided_at_idx" ON "decision"("actor_id", "decided_at");
