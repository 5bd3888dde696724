-- CreateTable
CREATE TABLE "proposal_escalation" (
    "proposal_id" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_escalation_pkey" PRIMARY KEY ("proposal_id")
);

-- CreateIndex
CREATE INDEX "proposal_escalation_asked_at_due_at_idx" ON "proposal_escalation"("asked_at", "due_at");

-- AddForeignKey
ALTER TABLE "proposal_escalation" ADD CONSTRAINT "proposal_escalation_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
