import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

/** Remembers that whose conversation it is has it open at this moment; more often than every few seconds changes nothing. */
export async function notePresence(database: Database, conversationId: string): Promise<void> {
  await database.query(sql`
    insert into conversation_presence (conversation_id, seen_at) values (${conversationId}, now())
    on conflict (conversation_id) do update set seen_at = excluded.seen_at
    where conversation_presence.seen_at < excluded.seen_at - interval '3 seconds'`);
}
