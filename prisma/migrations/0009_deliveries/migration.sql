-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "arrives_by" TIMESTAMPTZ(3),
ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retry_at" TIMESTAMPTZ(3);

update execution set execute_by = hold_until + (proposal.expires_at - proposal.proposed_at)
from proposal where proposal.id = execution.proposal_id and execute_by is null;
ALTER TABLE "execution" ALTER COLUMN "execute_by" SET NOT NULL;

-- CreateTable
CREATE TABLE "tool_breaker" (
    "tool" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "open_until" TIMESTAMPTZ(3),

    CONSTRAINT "tool_breaker_pkey" PRIMARY KEY ("tool")
);

create or replace function refuse_run_transition() returns trigger language plpgsql as $$
begin
  if (old.status::text, new.status::text) in (
    ('queued', 'running'),
    ('queued', 'cancelled'),
    ('running', 'queued'),
    ('running', 'awaiting'),
    ('running', 'parked'),
    ('running', 'succeeded'),
    ('running', 'escalated'),
    ('running', 'failed'),
    ('running', 'cancelled'),
    ('awaiting', 'queued'),
    ('awaiting', 'cancelled'),
    ('parked', 'queued'),
    ('parked', 'failed')
  ) then
    return new;
  end if;
  raise exception 'A status of run cannot go from % to %.', old.status, new.status using errcode = 'check_violation';
end $$;
create trigger refuse_run_transition before update of status on run
  for each row when (old.status is distinct from new.status) execute function refuse_run_transition();

create or replace function refuse_proposal_transition() returns trigger language plpgsql as $$
begin
  if (old.status::text, new.status::text) in (
    ('pending', 'approved'),
    ('pending', 'rejected'),
    ('pending', 'expired'),
    ('pending', 'cancelled'),
    ('pending', 'superseded'),
    ('approved', 'revoked'),
    ('approved', 'superseded')
  ) then
    return new;
  end if;
  raise exception 'A status of proposal cannot go from % to %.', old.status, new.status using errcode = 'check_violation';
end $$;
create trigger refuse_proposal_transition before update of status on proposal
  for each row when (old.status is distinct from new.status) execute function refuse_proposal_transition();

create or replace function refuse_execution_transition() returns trigger language plpgsql as $$
begin
  if (old.status::text, new.status::text) in (
    ('ready', 'claimed'),
    ('ready', 'aborted'),
    ('claimed', 'ready'),
    ('claimed', 'aborted'),
    ('claimed', 'dispatching'),
    ('dispatching', 'succeeded'),
    ('dispatching', 'failed'),
    ('dispatching', 'unknown'),
    ('unknown', 'succeeded'),
    ('unknown', 'failed')
  ) then
    return new;
  end if;
  raise exception 'A status of execution cannot go from % to %.', old.status, new.status using errcode = 'check_violation';
end $$;
create trigger refuse_execution_transition before update of status on execution
  for each row when (old.status is distinct from new.status) execute function refuse_execution_transition();
