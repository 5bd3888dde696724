import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

/** Whether a run of this conversation waits for a person to take it over. */
export async function isHandedOver(database: Database, conversationId: string): Promise<boolean> {
  const found = await database.query(sql`
    select from inbox_item join run on run.id = inbox_item.run_id
    where run.conversation_id = ${conversationId} and kind = 'escalation' and inbox_item.status = 'pending' limit 1`);
  return found.length > 0;
}
