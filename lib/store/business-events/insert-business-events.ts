import type { BusinessEvent } from '@/lib/domain/business-event';
import { sql, type Transaction } from '@/lib/domain/sql';

/** Keeps business events; one that is told again is kept once. */
export async function insertBusinessEvents(transaction: Transaction, events: readonly BusinessEvent[]): Promise<void> {
  await transaction.send(sql`
    insert into business_event (id, source, run_id, agent, tool, name, data)
    select id, source::business_event_source, "runId", agent, tool, name, data
    from json_to_recordset(${JSON.stringify(events)}::json) as told (id text, source text, "runId" text, agent text,
      tool text, name text, data json)
    on conflict (id) do nothing`);
}
