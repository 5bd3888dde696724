import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import type { NewRunEvent } from '@/lib/domain/run-event';
import { StaleClaim, type Claim } from '@/lib/engine/ports';

/**
 * Appends events to a run whose row this transaction holds. The numbers come from the run's own counter in the same
 * statement, so their order is the commit order and no number is missing.
 */
export async function appendEvents(
  transaction: Transaction,
  runId: string,
  events: readonly NewRunEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await transaction.send(appendStatement(sql`id = ${runId}`, events));
  transaction.notify('run_event', runId);
}

/** The same for a worker between its commits; throws StaleClaim when the run was taken over. */
export async function appendClaimedEvents(
  transaction: Transaction,
  claim: Claim,
  events: readonly NewRunEvent[],
): Promise<void> {
  const held = sql`id = ${claim.runId} and fence = ${claim.fence} and status = 'running'`;
  const rows = await transaction.query(appendStatement(held, events));
  if (rows.length === 0) throw new StaleClaim(claim);
  transaction.notify('run_event', claim.runId);
}

function appendStatement(condition: SqlStatement, events: readonly NewRunEvent[]): SqlStatement {
  return sql`
    with numbered as (
      update run set last_seq = last_seq + ${events.length}::int where ${condition}
      returning id, last_seq - ${events.length}::int as base
    )
    insert into run_event (run_id, seq, type, data)
    select numbered.id, numbered.base + event.position, (event.item ->> 'type')::run_event_type, event.item -> 'data'
    from numbered, json_array_elements(${JSON.stringify(events)}::json) with ordinality as event (item, position)
    returning seq`;
}
