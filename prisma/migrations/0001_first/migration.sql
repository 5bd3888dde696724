-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "store";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('user', 'reviewer', 'admin');

-- CreateEnum
CREATE TYPE "message_role" AS ENUM ('user', 'agent', 'person');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('queued', 'running', 'awaiting', 'parked', 'succeeded', 'escalated', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "tool_call_status" AS ENUM ('ready', 'awaiting', 'succeeded', 'failed', 'refused', 'rejected', 'responded', 'expired', 'cancelled', 'unknown');

-- CreateEnum
CREATE TYPE "reversibility_class" AS ENUM ('read_only', 'reversible', 'compensable', 'irreversible');

-- CreateEnum
CREATE TYPE "delivery" AS ENUM ('transactional', 'idempotent', 'lookup', 'at_most_once');

-- CreateEnum
CREATE TYPE "proposal_status" AS ENUM ('pending', 'approved', 'rejected', 'expired', 'cancelled', 'superseded', 'revoked');

-- CreateEnum
CREATE TYPE "decision_verdict" AS ENUM ('approve', 'edit', 'reject', 'respond');

-- CreateEnum
CREATE TYPE "execution_status" AS ENUM ('ready', 'claimed', 'dispatching', 'succeeded', 'failed', 'unknown', 'aborted');

-- CreateEnum
CREATE TYPE "run_event_type" AS ENUM ('run.status', 'step.started', 'step.finished', 'text.delta', 'tool.called', 'tool.finished', 'proposal.created', 'proposal.decided', 'execution.finished', 'run.finished');

-- CreateEnum
CREATE TYPE "inbox_item_kind" AS ENUM ('proposal', 'escalation', 'unknown_outcome', 'dead_letter');

-- CreateEnum
CREATE TYPE "inbox_item_status" AS ENUM ('pending', 'closed');

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT,
    "customer_id" TEXT,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "failed_sign_in" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "failed_sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "agent_settings" (
    "agent" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "limits" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_settings_pkey" PRIMARY KEY ("agent")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "tool" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "author_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("tool","version")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "conversation_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "role" "message_role" NOT NULL,
    "text" TEXT NOT NULL,
    "run_id" TEXT,
    "author_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("conversation_id","position")
);

-- CreateTable
CREATE TABLE "run" (
    "id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "message_position" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "status" "run_status" NOT NULL,
    "reason" TEXT,
    "reason_detail" TEXT,
    "reply" TEXT,
    "limits" JSONB NOT NULL,
    "resumes_run_id" TEXT,
    "guidance" TEXT,
    "active_ms" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "cache_read_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_usd" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "run_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompt_part" (
    "hash" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "prompt_part_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "step" (
    "run_id" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "prompt_parts" TEXT[],
    "blocks" JSON NOT NULL,
    "stop_reason" TEXT NOT NULL,
    "notes" TEXT[],
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "cache_read_tokens" INTEGER NOT NULL,
    "cache_write_tokens" INTEGER NOT NULL,
    "cost_usd" DOUBLE PRECISION NOT NULL,
    "latency_ms" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_pkey" PRIMARY KEY ("run_id","index")
);

-- CreateTable
CREATE TABLE "tool_call" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "step_index" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "tool_use_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "input_text" TEXT NOT NULL,
    "args" TEXT,
    "status" "tool_call_status" NOT NULL,
    "output" TEXT,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "tool_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "tool_call_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "agent" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "requester_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "status" "proposal_status" NOT NULL,
    "args" TEXT NOT NULL,
    "proposed_args" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "preview" JSON NOT NULL,
    "target_version" TEXT NOT NULL,
    "tool_hash" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "view_hash" TEXT NOT NULL,
    "reversibility" "reversibility_class" NOT NULL,
    "delivery" "delivery" NOT NULL,
    "gated_by" TEXT NOT NULL,
    "required_approvals" INTEGER NOT NULL,
    "approvers" TEXT[],
    "hold_seconds" INTEGER NOT NULL,
    "effect_key" TEXT,
    "supersedes_id" TEXT,
    "settled_by" TEXT,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "proposal_version" INTEGER NOT NULL,
    "verdict" "decision_verdict" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "view_hash" TEXT NOT NULL,
    "args" TEXT,
    "reason" TEXT,
    "message" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "execution" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "proposal_version" INTEGER NOT NULL,
    "run_id" TEXT NOT NULL,
    "status" "execution_status" NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "args_hash" TEXT NOT NULL,
    "hold_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dispatched_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "output" TEXT,
    "error" TEXT,

    CONSTRAINT "execution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_event" (
    "run_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" "run_event_type" NOT NULL,
    "data" JSON NOT NULL,

    CONSTRAINT "run_event_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "inbox_item" (
    "id" TEXT NOT NULL,
    "kind" "inbox_item_kind" NOT NULL,
    "status" "inbox_item_status" NOT NULL,
    "title" TEXT NOT NULL,
    "tool" TEXT,
    "agent" TEXT NOT NULL,
    "reversibility" "reversibility_class",
    "run_id" TEXT NOT NULL,
    "group_id" TEXT,
    "requester_id" TEXT NOT NULL,
    "required_approvals" INTEGER,
    "given_approvals" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "outcome" TEXT,

    CONSTRAINT "inbox_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "user_id" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("user_id","route","key")
);

-- CreateTable
CREATE TABLE "caught_mail" (
    "id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "recipients" TEXT[],
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "caught_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store"."orders" (
    "order_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "document" JSON NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "store"."products" (
    "product_id" TEXT NOT NULL,
    "document" JSON NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "store"."users" (
    "user_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "document" JSON NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "failed_sign_in_email_attempted_at_idx" ON "failed_sign_in"("email", "attempted_at");

-- CreateIndex
CREATE INDEX "conversation_user_id_updated_at_id_idx" ON "conversation"("user_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "conversation_updated_at_id_idx" ON "conversation"("updated_at", "id");

-- CreateIndex
CREATE INDEX "run_status_run_at_idx" ON "run"("status", "run_at");

-- CreateIndex
CREATE INDEX "run_conversation_id_created_at_idx" ON "run"("conversation_id", "created_at");

-- CreateIndex
CREATE INDEX "run_user_id_created_at_id_idx" ON "run"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "run_created_at_id_idx" ON "run"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tool_call_run_id_step_index_index_key" ON "tool_call"("run_id", "step_index", "index");

-- CreateIndex
CREATE INDEX "proposal_group_id_position_idx" ON "proposal"("group_id", "position");

-- CreateIndex
CREATE INDEX "proposal_status_expires_at_idx" ON "proposal"("status", "expires_at");

-- CreateIndex
CREATE INDEX "proposal_requester_id_proposed_at_idx" ON "proposal"("requester_id", "proposed_at");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_tool_call_id_supersedes_id_key" ON "proposal"("tool_call_id", "supersedes_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_proposal_id_proposal_version_actor_id_key" ON "decision"("proposal_id", "proposal_version", "actor_id");

-- CreateIndex
CREATE UNIQUE INDEX "execution_idempotency_key_key" ON "execution"("idempotency_key");

-- CreateIndex
CREATE INDEX "execution_run_id_idx" ON "execution"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "execution_proposal_id_proposal_version_key" ON "execution"("proposal_id", "proposal_version");

-- CreateIndex
CREATE INDEX "inbox_item_status_expires_at_created_at_id_idx" ON "inbox_item"("status", "expires_at", "created_at", "id");

-- CreateIndex
CREATE INDEX "inbox_item_run_id_idx" ON "inbox_item"("run_id");

-- CreateIndex
CREATE INDEX "caught_mail_received_at_id_idx" ON "caught_mail"("received_at", "id");

-- CreateIndex
CREATE INDEX "orders_user_id_idx" ON "store"."orders"("user_id");

-- CreateIndex
CREATE INDEX "users_email_idx" ON "store"."users"("email");

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_call" ADD CONSTRAINT "tool_call_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_tool_call_id_fkey" FOREIGN KEY ("tool_call_id") REFERENCES "tool_call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution" ADD CONSTRAINT "execution_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_event" ADD CONSTRAINT "run_event_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
