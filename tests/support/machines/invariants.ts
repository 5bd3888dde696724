import { expect } from 'vitest';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { executionTransitions } from '@/lib/domain/execution';
import { proposalTransitions } from '@/lib/domain/proposal';
import { runTransitions } from '@/lib/domain/run';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { TransitionTable } from '@/lib/domain/transition';
import type { Database } from '@/lib/store/database';

/** Where every machine stands. */
export interface Snapshot {
  run: Map<string, string>;
  proposal: Map<string, string>;
  execution: Map<string, string>;
}

const machines = { run: runTransitions, proposal: proposalTransitions, execution: executionTransitions };
const starts = { run: ['queued'], proposal: ['pending', 'approved'], execution: ['ready'] };
type Machine = keyof typeof machines;

export async function takeSnapshot(database: Database): Promise<Snapshot> {
  const rows = await database.query<{ machine: Machine; id: string; status: string }>(sql`
    select 'run' as machine, id, status::text from run union all
    select 'proposal', id, status::text from proposal union all
    select 'execution', id, status::text from execution`);
  const of = (wanted: Machine) =>
    new Map(rows.filter(({ machine }) => machine === wanted).map(({ id, status }) => [id, status]));
  return { run: of('run'), proposal: of('proposal'), execution: of('execution') };
}

/** Fails when something moved that may not, or when what is stored breaks a promise of GUARANTEES. */
export async function checkInvariants(
  database: Database,
  before: Snapshot | undefined,
  after: Snapshot,
): Promise<void> {
  for (const machine of Object.keys(machines) as Machine[]) checkMoves(machine, before?.[machine], after[machine]);
  expect(await database.query(allPromises), 'what breaks a promise').toEqual([]);
}

/** Fails when the audit log is not whole, or does not agree with what ran. */
export async function checkAudit(database: Database): Promise<void> {
  const audit = await verifyAudit(database, []);
  expect(audit.state === 'whole' ? 'whole' : audit).toBe('whole');
}

/** A status may have moved several times since it was last seen, but only along the table's steps. */
function checkMoves(machine: Machine, before: Map<string, string> | undefined, after: Map<string, string>): void {
  for (const [id, status] of after) {
    const known = before?.get(id);
    const reachable =
      known === undefined
        ? starts[machine].flatMap((start) => reachableFrom(machine, start))
        : reachableFrom(machine, known);
    expect(reachable, `${machine} ${id} went from ${known ?? 'nothing'} to ${status}`).toContain(status);
  }
  for (const id of before?.keys() ?? []) expect(after.has(id), `${machine} ${id} is gone`).toBe(true);
}

function reachableFrom(machine: Machine, status: string): string[] {
  const table = machines[machine] as TransitionTable<string>;
  const reached = new Set([status]);
  for (const each of reached) for (const next of table[each] ?? []) reached.add(next);
  return [...reached];
}

/** Each statement finds what breaks the promise. */
const promises: { promise: string; broken: SqlStatement }[] = [
  {
    promise: 'at most one execution a version',
    broken: sql`select proposal_id from execution group by proposal_id, proposal_version having count(*) > 1`,
  },
  {
    promise: 'nothing is sent without the approvals it needs, by distinct people other than the requester',
    broken: sql`
      select execution.id from execution join proposal on proposal.id = execution.proposal_id
      where execution.dispatched_at is not null and proposal.settled_by is null and proposal.required_approvals > (
        select count(distinct actor_id) from decision
        where decision.proposal_id = proposal.id and decision.proposal_version = execution.proposal_version
          and verdict in ('approve', 'edit') and actor_id <> proposal.requester_id)`,
  },
  {
    promise: 'an execution belongs to an approved proposal, or to one whose approval was taken back before it was sent',
    broken: sql`
      select execution.id from execution join proposal on proposal.id = execution.proposal_id
      where not (proposal.status = 'approved' and execution.status <> 'aborted'
              or proposal.status in ('revoked', 'superseded', 'approved') and execution.status = 'aborted'
                 and execution.dispatched_at is null)`,
  },
  {
    promise: 'what runs is what was approved',
    broken: sql`
      select execution.id from execution join proposal on proposal.id = execution.proposal_id
      where execution.args_hash <> encode(sha256(convert_to(proposal.args, 'UTF8')), 'hex')
         or execution.proposal_version <> proposal.version`,
  },
  {
    promise: 'no effect takes place twice',
    broken: sql`select key from effect group by key having count(*) > 1 union select text from effect group by text having count(*) > 1`,
  },
  {
    promise: 'an effect is told exactly when it took place, or asked about',
    broken: sql`
      select execution.id from execution left join effect on effect.key = execution.idempotency_key
      where case execution.status
        when 'succeeded' then effect.id is null and execution.reconciled_by is null
        when 'failed' then effect.id is not null and execution.reconciled_by is null
        when 'unknown' then false
        when 'dispatching' then false
        else effect.id is not null end`,
  },
  {
    promise: 'no effect without an execution',
    broken: sql`select id from effect where not exists (select from execution where idempotency_key = effect.key)`,
  },
  {
    promise: 'the inbox holds what waits for people, and nothing else',
    broken: sql`
      with waiting as (
        select id, 'proposal' as kind from proposal where status = 'pending'
        union select id, 'unknown_outcome' from execution where status = 'unknown'
        union select id, 'dead_letter' from run where status = 'parked'
      ), shown as (
        select id, kind::text as kind from inbox_item where status = 'pending' and kind <> 'escalation'
      )
      select * from waiting full join shown using (id, kind) where waiting.id is null or shown.id is null`,
  },
  {
    promise: 'a waiting run waits for a decision',
    broken: sql`
      select id from run where status = 'awaiting' and not exists (
        select from proposal where run_id = run.id and status = 'pending')`,
  },
  {
    promise: 'a run that ended has nothing open',
    broken: sql`
      select run.id from run where status in ('succeeded', 'escalated', 'failed', 'cancelled') and (
        exists (select from tool_call where run_id = run.id and status in ('ready', 'awaiting'))
        or exists (select from proposal where run_id = run.id and status = 'pending')
        or exists (select from execution where run_id = run.id and status in ('ready', 'claimed', 'dispatching')))`,
  },
  {
    promise: 'events are numbered without gaps',
    broken: sql`
      select run.id from run join run_event event on event.run_id = run.id
      group by run.id having max(event.seq) <> count(*) or max(event.seq) <> run.last_seq`,
  },
  {
    promise: 'one audit entry a decision',
    broken: sql`
      select proposal.id from proposal
      where (select count(*) from audit_entry
             where action = 'proposal.decided' and subject ->> 'proposalId' = proposal.id and entry::jsonb ->> 'outcome' <> 'pending')
            > 1`,
  },
];

/** All of them in one statement: which promise, and what breaks it. */
const allPromises: SqlStatement = promises.reduce(
  (all, { promise, broken }) => sql`${all} union all select ${promise}, to_jsonb(broken) from (${broken}) as broken`,
  sql`select '' as promise, '{}'::jsonb as broken where false`,
);
