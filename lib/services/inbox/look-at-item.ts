import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireInbox } from './list-inbox';
import { lookersAt, type Looker } from './lookers';

/** An open page renews well within it. */
const LEASE_SECONDS = 20;

/**
 * Notes that the actor has an item open, for the next seconds, or with `open: false` no longer; gives who else has. A
 * person looks at one item at a time, the last they said. It is a notice to others and blocks nobody. Throws `not_found`.
 */
export async function lookAtItem(
  { database }: Application,
  actor: Actor,
  id: string,
  open: boolean,
): Promise<Looker[]> {
  requireInbox(actor);
  const note = open
    ? sql`
        insert into inbox_look (user_id, item_id, lease_until)
        select ${actor.userId}, id, now() + make_interval(secs => ${LEASE_SECONDS}::int) from inbox_item where id = ${id}
        on conflict (user_id) do update set item_id = excluded.item_id, lease_until = excluded.lease_until`
    : sql`delete from inbox_look where user_id = ${actor.userId} and item_id = ${id}`;
  await database.query(note);
  const [row] = await database.query<{ looking: Looker[] | null }>(sql`
    select ${lookersAt(sql`i.id`, actor)} as looking from inbox_item i where i.id = ${id}`);
  if (!row) throw notFound('item');
  return row.looking ?? [];
}
