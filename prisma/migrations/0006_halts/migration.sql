-- CreateEnum
CREATE TYPE "halt_scope" AS ENUM ('all', 'agent', 'tool');

-- CreateTable
CREATE TABLE "halt" (
    "scope" "halt_scope" NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT,
    "halted_by" TEXT,
    "halted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "halt_pkey" PRIMARY KEY ("scope","name")
);

-- The advisory lock that every dispatch shares and that a change of the kill switch takes alone.
create function halt_lock() returns bigint language sql immutable as $$ select hashtextextended('countersign.halt', 0) $$;

-- Two statements on purpose: the second one's snapshot is taken after the lock was given, so it sees a halt that this
-- transaction had to wait for.
create function halted_at_dispatch(run_agent text, write_tool text) returns boolean language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(halt_lock());
  return exists (
    select from halt
    where scope = 'all' or (scope = 'agent' and name = run_agent) or (scope = 'tool' and name = write_tool));
end $$;
