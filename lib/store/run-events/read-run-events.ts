import { runTransitions, type RunStatus } from '@/lib/domain/run';
import type { RunEvent } from '@/lib/domain/run-event';
import { sql } from '@/lib/domain/sql';
import { isTerminal } from '@/lib/domain/transition';
import type { Database } from '../database';

const BATCH = 500;

/** Some events of a run in order. `ended` says that the run is over and these are the last there will be. */
export interface EventBatch {
  events: RunEvent[];
  ended: boolean;
}

/** Reads the next events after a sequence number, at most 500. */
export async function readRunEvents(database: Database, runId: string, after: number): Promise<EventBatch> {
  // The status is read first: an event that comes between the two reads is then at worst followed by another look.
  const [run] = await database.query<{ status: RunStatus; lastSeq: number }>(
    sql`select status, last_seq from run where id = ${runId}`,
  );
  const rows = await database.query<Omit<RunEvent, 'at'> & { at: Date }>(sql`
    select seq, at, type, data from run_event where run_id = ${runId} and seq > ${after}::bigint order by seq limit ${BATCH}`);
  const events = rows.map(({ seq, at, type, data }) => ({ seq, at: at.toISOString(), type, data }));
  const reached = events.at(-1)?.seq ?? after;
  return { events, ended: run !== undefined && isTerminal(runTransitions, run.status) && reached >= run.lastSeq };
}
