import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';
import { FORGOTTEN } from './settle-notices';

/** Whether something happened of which nobody was told yet, and whether a notice is to be sent, given up or forgotten. */
export async function lookForNotices(database: Database): Promise<{ events: boolean; notices: boolean }> {
  const [found] = await database.query<{ events: boolean; notices: boolean }>(sql`
    select exists (select from notice_event) as events,
           exists (select from notice where status in ('pending', 'sending') and due_at <= now())
             or exists (select from notice where ${FORGOTTEN}) as notices`);
  return found ?? { events: false, notices: false };
}
