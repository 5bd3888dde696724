import { runTransitions, type RunStatus } from '@/lib/domain/run';
import type { RunEvent } from '@/lib/domain/run-event';
import { sql } from '@/lib/domain/sql';
import { isTerminal } from '@/lib/domain/transition';
import type { Database } from '../database';

const BATCH = 500;

/** Some events of a run in order. */
export interface EventBatch {
  events: RunEvent[];
  /** There are more behind these already. */
  more: boolean;
  /** The run is over and these are the last there will be. */
  ended: boolean;
}

type Row = { status: RunStatus; lastSeq: number } & ((Omit<RunEvent, 'at'> & { at: Date }) | { seq: null });

/** Reads the next events after a sequence number, at most 500, and where the run stands, as one statement saw them. */
export async function readRunEvents(database: Database, runId: string, after: number): Promise<EventBatch> {
  const rows = await database.query<Row>(sql`
    select run.status, run.last_seq, event.seq, event.at, event.type, event.data
    from run left join lateral (
      select seq, at, type, data from run_event where run_id = run.id and seq > ${after}::bigint order by seq limit ${BATCH}
    ) event on true
    where run.id = ${runId} order by event.seq`);
  const [run] = rows;
  const events = rows.flatMap((row) =>
    row.seq === null ? [] : [{ seq: row.seq, at: row.at.toISOString(), type: row.type, data: row.data }],
  );
  const behind = run !== undefined && (events.at(-1)?.seq ?? after) < run.lastSeq;
  return {
    events,
    more: behind && events.length > 0,
    ended: run !== undefined && isTerminal(runTransitions, run.status) && !behind,
  };
}
