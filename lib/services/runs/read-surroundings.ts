import type { RunSurroundings, TracedEvent } from '@/lib/api/contract/run-trace';
import { sql } from '@/lib/domain/sql';
import { trustSettings } from '@/lib/domain/trust';
import type { Database } from '@/lib/store/database';
import { notFound } from '../not-found';

type SurroundingsRow = Pick<RunSurroundings, 'route' | 'activeMs' | 'modelWaits'> & {
  guidance: string | null;
  trust: unknown;
  resumedBy: string | null;
};
type EventRow = Omit<TracedEvent, 'tool' | 'at'> & { tool: string | null; at: Date };

/** What a run was started with and what went on around its steps; guidance and business events only for staff. */
export async function readSurroundings(database: Database, runId: string, isStaff: boolean): Promise<RunSurroundings> {
  const [rows, events] = await Promise.all([
    database.query<SurroundingsRow>(sql`
      select route, active_ms, model_waits, guidance, trust,
             (select id from run later
               where later.conversation_id = run.conversation_id and later.resumes_run_id = run.id
               order by created_at desc limit 1) as resumed_by
      from run where id = ${runId}`),
    isStaff ? readBusinessEvents(database, runId) : [],
  ]);
  const [row] = rows;
  if (!row) throw notFound('run');
  const { frontDoor, context } = trustSettings.parse(row.trust);
  return {
    route: row.route,
    guidance: isStaff ? (row.guidance ?? undefined) : undefined,
    resumedByRunId: row.resumedBy ?? undefined,
    activeMs: row.activeMs,
    modelWaits: row.modelWaits,
    intentThreshold: frontDoor.threshold,
    contextSettings: context,
    businessEvents: events,
  };
}

async function readBusinessEvents(database: Database, runId: string): Promise<TracedEvent[]> {
  const rows = await database.query<EventRow>(sql`
    select id, source, name, tool, data, at from business_event where run_id = ${runId} order by at, id`);
  return rows.map(({ tool, at, ...event }) => ({ ...event, tool: tool ?? undefined, at: at.toISOString() }));
}
