import { sql } from '@/lib/domain/sql';
import type { Reader } from './read-audit';

/**
 * The first execution that the audit log does not account for, or entry that no execution answers to, in a sentence;
 * null when the two agree. Executions older than the log are only counted, against the number its first entry holds.
 */
export async function findUnmatched(reader: Reader): Promise<string | null> {
  return (
    (await findUncountedOlder(reader)) ??
    (await findUnmatchedApproval(reader)) ??
    (await findUnmatchedRevert(reader)) ??
    (await findUnmatchedOutcome(reader))
  );
}

const started = sql`(select at from audit_entry where seq = 1)`;

async function findUncountedOlder(reader: Reader): Promise<string | null> {
  const [older] = await reader.query<{ found: number; recorded: number }>(sql`
    select (select count(*) from execution where created_at < ${started}) as found,
           (select (subject ->> 'executions')::bigint from audit_entry where seq = 1) as recorded`);
  if (!older || older.found === older.recorded) return null;
  return `${older.found} executions are older than the log, but there were ${older.recorded} when it began.`;
}

/** One execution exists exactly when one entry approves its version, with the same arguments. */
async function findUnmatchedApproval(reader: Reader): Promise<string | null> {
  const [row] = await reader.query<{
    id: string | null;
    proposalId: string;
    seq: number | null;
    entries: number;
    executions: number;
  }>(sql`
    with approval as (
      select subject ->> 'proposalId' as proposal_id, (entry::jsonb ->> 'proposalVersion')::int as version,
             min(entry::jsonb ->> 'argsCommitment') as args_hash, max(seq) as seq, count(*) as entries
      from audit_entry
      where action in ('proposal.decided', 'proposal.approved_by_policy') and entry::jsonb ->> 'outcome' = 'approved'
      group by 1, 2
    ), made as (
      select id, proposal_id, proposal_version as version, args_hash, created_at >= ${started} as logged,
             count(*) over (partition by proposal_id, proposal_version) as executions
      from execution where reverts_execution_id is null
    )
    select made.id, coalesce(made.proposal_id, approval.proposal_id) as proposal_id, approval.seq,
           coalesce(approval.entries, 0) as entries, coalesce(made.executions, 0) as executions
    from made full join approval
      on approval.proposal_id = made.proposal_id and approval.version = made.version
    where made.id is null or approval.entries <> 1 or approval.args_hash <> made.args_hash
       or (approval.seq is null and made.logged) or made.executions > 1
    limit 1`);
  if (!row) return null;
  if (row.id === null) return `Entry ${row.seq} approves proposal ${row.proposalId}, which has no such execution.`;
  if (row.executions > 1) return `A version of proposal ${row.proposalId} has ${row.executions} executions, not one.`;
  if (row.entries === 0) return `Nobody decided on execution ${row.id} of proposal ${row.proposalId}.`;
  return `Execution ${row.id} is not the one that entry ${row.seq} approves.`;
}

/** One revert exists exactly when one entry says that a person asked for it, of the same execution. */
async function findUnmatchedRevert(reader: Reader): Promise<string | null> {
  const [row] = await reader.query<{ id: string; made: boolean }>(sql`
    with asked as (
      select subject ->> 'executionId' as id, min(subject ->> 'reverts') as reverts,
             min(entry::jsonb -> 'actor' ->> 'id') as actor_id, min(entry::jsonb ->> 'argsCommitment') as args_hash,
             count(*) as entries
      from audit_entry where action = 'execution.reverted' group by 1
    ), made as (
      select id, reverts_execution_id as reverts, actor_id, args_hash
      from execution where reverts_execution_id is not null
    )
    select coalesce(made.id, asked.id) as id, made.id is not null as made
    from made full join asked on asked.id = made.id
    where made.id is null or asked.id is null or asked.entries <> 1
       or (asked.reverts, asked.actor_id, asked.args_hash) is distinct from (made.reverts, made.actor_id, made.args_hash)
    limit 1`);
  if (!row) return null;
  return row.made
    ? `Nobody asked for revert ${row.id} as it stands.`
    : `The log says that revert ${row.id} was asked for, but there is none.`;
}

/** What the last entry about an execution says is where it stands. */
async function findUnmatchedOutcome(reader: Reader): Promise<string | null> {
  const [row] = await reader.query<{ id: string; status: string | null; outcome: string | null }>(sql`
    with told as (
      select distinct on (subject ->> 'executionId') subject ->> 'executionId' as id, entry::jsonb ->> 'outcome' as outcome
      from audit_entry where action like 'execution.%' and action <> 'execution.reverted'
      order by subject ->> 'executionId', seq desc
    )
    select coalesce(execution.id, told.id) as id, execution.status, told.outcome
    from execution full join told on told.id = execution.id
    where case
      when execution.id is null then true
      when execution.status in ('ready', 'claimed') then told.id is not null
      when told.id is null then execution.created_at >= ${started}
      else told.outcome <> execution.status::text
    end
    limit 1`);
  if (!row) return null;
  return `Execution ${row.id} is ${row.status ?? 'missing'}, but the log says ${row.outcome ?? 'nothing of it'}.`;
}
