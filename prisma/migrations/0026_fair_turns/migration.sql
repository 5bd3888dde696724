-- DropIndex
DROP INDEX "run_status_run_at_idx";

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "turn_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "run_status_turn_at_run_at_idx" ON "run"("status", "turn_at", "run_at");

-- CreateIndex
CREATE INDEX "run_user_id_status_turn_at_idx" ON "run"("user_id", "status", "turn_at");

-- What stands in the queue keeps its order.
update run set turn_at = created_at where status = 'queued';
