-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "actor_id" TEXT,
ADD COLUMN     "reverts_execution_id" TEXT,
ALTER COLUMN "proposal_id" DROP NOT NULL,
ALTER COLUMN "proposal_version" DROP NOT NULL;

-- AddForeignKey
ALTER TABLE "execution" ADD CONSTRAINT "execution_reverts_execution_id_fkey" FOREIGN KEY ("reverts_execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An execution carries out an approved version of a proposal, or undoes another execution because a person said so.
ALTER TABLE "execution" ADD CONSTRAINT "execution_of_a_proposal_or_a_revert" CHECK (
  num_nonnulls("proposal_id", "reverts_execution_id") = 1
  AND ("proposal_id" IS NULL) = ("proposal_version" IS NULL)
  AND ("reverts_execution_id" IS NULL) = ("actor_id" IS NULL));

-- Undone at most once: another attempt is possible only after one that certainly did nothing.
CREATE UNIQUE INDEX "execution_reverts_execution_id_key" ON "execution" ("reverts_execution_id")
  WHERE "status" NOT IN ('failed', 'aborted');
