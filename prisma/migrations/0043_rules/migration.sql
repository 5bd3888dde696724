-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "circumstances" JSON,
ADD COLUMN     "first_target" JSON,
ADD COLUMN     "taught_rule_id" TEXT;

-- CreateIndex
CREATE INDEX "proposal_taught_rule_id_idx" ON "proposal"("taught_rule_id");

-- CreateIndex
CREATE INDEX "proposal_tool_proposed_at_idx" ON "proposal"("tool", "proposed_at");
