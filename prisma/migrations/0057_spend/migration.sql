-- AlterTable
ALTER TABLE "run" ADD COLUMN     "model_waits" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "step" ADD COLUMN     "asked_model" TEXT,
ADD COLUMN     "routed" TEXT;

-- AlterTable
ALTER TABLE "tool_call" ADD COLUMN     "cost_usd" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "spend" (
    "day" DATE NOT NULL,
    "agent" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "cost_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "spend_pkey" PRIMARY KEY ("day","agent","kind","name")
);

-- CreateTable
CREATE TABLE "spend_entry" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "agent" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "cache_read_tokens" INTEGER NOT NULL,
    "cache_write_tokens" INTEGER NOT NULL,
    "cost_usd" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "spend_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spend_reservation" (
    "id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spend_reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget" (
    "version" INTEGER NOT NULL,
    "daily_usd" DOUBLE PRECISION,
    "monthly_usd" DOUBLE PRECISION,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("version")
);

ALTER TABLE "budget" ADD CONSTRAINT "budget_positive" CHECK (daily_usd > 0 AND monthly_usd > 0);

-- What was spent before this was counted: steps as they are recorded, and what a run's total has beyond them.
INSERT INTO spend (day, agent, kind, name, calls, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd)
SELECT (step.finished_at AT TIME ZONE 'utc')::date, run.agent, 'act', step.model, count(*), sum(step.input_tokens),
       sum(step.output_tokens), sum(step.cache_read_tokens), sum(step.cache_write_tokens), sum(step.cost_usd)
FROM step JOIN run ON run.id = step.run_id
WHERE step.cost_usd > 0
GROUP BY 1, 2, 4;

INSERT INTO spend (day, agent, kind, name, calls, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd)
SELECT (run.created_at AT TIME ZONE 'utc')::date, run.agent, 'tool', 'before 0057', count(*), 0, 0, 0, 0,
       sum(run.cost_usd - coalesce(steps.cost_usd, 0))
FROM run
LEFT JOIN LATERAL (SELECT sum(step.cost_usd) AS cost_usd FROM step WHERE step.run_id = run.id) steps ON true
WHERE run.cost_usd - coalesce(steps.cost_usd, 0) > 0.0000001
GROUP BY 1, 2;
