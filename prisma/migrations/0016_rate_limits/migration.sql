-- AlterEnum
ALTER TYPE "run_event_type" ADD VALUE 'execution.held';

-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "held_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "rate_use" (
    "execution_id" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "rate_use_pkey" PRIMARY KEY ("execution_id")
);

-- CreateIndex
CREATE INDEX "rate_use_tool_target_used_at_idx" ON "rate_use"("tool", "target", "used_at");

-- CreateIndex
CREATE INDEX "rate_use_tool_used_at_idx" ON "rate_use"("tool", "used_at");

-- Counts a dispatch if fewer than `most` were counted in the window that ends now; otherwise counts nothing and answers
-- how many seconds are left until one may be. Dispatches under one limit take turns from here until they commit. The clock
-- is read only when it is this one's turn, so what stood before it is never younger.
create function use_rate(of_execution text, of_tool text, of_target text, by_target boolean, most integer, window_seconds integer)
returns double precision language plpgsql volatile as $$
declare
  moment timestamptz;
  blocking timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('rate:' || of_tool, 0));
  moment := clock_timestamp();
  if by_target then
    select used_at into blocking from rate_use
    where tool = of_tool and target = of_target and used_at > moment - make_interval(secs => window_seconds)
    order by used_at desc offset most - 1 limit 1;
  else
    select used_at into blocking from rate_use
    where tool = of_tool and used_at > moment - make_interval(secs => window_seconds)
    order by used_at desc offset most - 1 limit 1;
  end if;
  if blocking is not null then
    return extract(epoch from blocking + make_interval(secs => window_seconds) - moment);
  end if;
  -- A day is the longest window there is.
  delete from rate_use where tool = of_tool and used_at <= moment - interval '1 day';
  insert into rate_use (execution_id, tool, target, used_at) values (of_execution, of_tool, of_target, moment);
  return null;
end $$;
