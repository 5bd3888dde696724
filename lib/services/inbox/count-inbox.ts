import type { InboxCounts, InboxView } from '@/lib/api/contract/inbox';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { itemsFor, inView } from './inbox-views';
import { requireInbox } from './list-inbox';

/** Counting goes no further; who sees "1,000+" needs no exact number. */
const MOST = 1000;

/** How many items wait in each view. Throws `forbidden` below a reviewer. */
export async function countInbox({ database }: Application, actor: Actor): Promise<InboxCounts> {
  requireInbox(actor);
  const count = async (view: InboxView) => {
    const [row] = await database.query<{ found: number }>(sql`
      select count(*) as found from (
        select from ${itemsFor(actor)} where i.status = 'pending' and ${inView(actor, view)} limit ${MOST + 1}
      ) item`);
    const found = row?.found ?? 0;
    return { count: Math.min(found, MOST), more: found > MOST };
  };
  const [mine, team, snoozed] = await Promise.all([count('mine'), count('team'), count('snoozed')]);
  return { mine, team, snoozed };
}
