-- CreateEnum
CREATE TYPE "callback_status" AS ENUM ('pending', 'delivered', 'dead', 'dropped');

-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "execute_by" TIMESTAMPTZ(3),
ALTER COLUMN "run_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "inbox_item" ALTER COLUMN "run_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "proposal" ALTER COLUMN "run_id" DROP NOT NULL,
ALTER COLUMN "tool_call_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "outside_agent" (
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "signing_secret" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "outside_agent_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "outside_agent_version" (
    "agent" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "tools" JSONB NOT NULL,
    "author_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outside_agent_version_pkey" PRIMARY KEY ("agent","version")
);

-- CreateTable
CREATE TABLE "outside_proposal" (
    "proposal_id" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "before" JSON,
    "after" JSON,
    "effect_key" TEXT,
    "callback_url" TEXT,
    "reported_status" TEXT,
    "reported_result" TEXT,
    "reported_at" TIMESTAMPTZ(3),

    CONSTRAINT "outside_proposal_pkey" PRIMARY KEY ("proposal_id")
);

-- CreateTable
CREATE TABLE "callback" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" "callback_status" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "callback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "outside_agent_token_hash_key" ON "outside_agent"("token_hash");

-- CreateIndex
CREATE INDEX "callback_status_due_at_idx" ON "callback"("status", "due_at");

-- CreateIndex
CREATE INDEX "callback_proposal_id_idx" ON "callback"("proposal_id");

-- CreateIndex
CREATE INDEX "execution_execute_by_idx" ON "execution"("execute_by");

-- AddForeignKey
ALTER TABLE "outside_agent_version" ADD CONSTRAINT "outside_agent_version_agent_fkey" FOREIGN KEY ("agent") REFERENCES "outside_agent"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outside_proposal" ADD CONSTRAINT "outside_proposal_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A proposal is a run's call, or an outside agent's: never half of either.
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_of_a_run_or_outside"
  CHECK (("run_id" IS NULL) = ("tool_call_id" IS NULL));
