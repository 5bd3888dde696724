import type { SnoozeInput } from '@/lib/api/contract/inbox';
import { CountersignError } from '@/lib/domain/errors';
import type { InboxItemStatus } from '@/lib/domain/inbox-item';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { AWAKE_BEFORE_DEADLINE_MINUTES, standsAs } from './inbox-views';
import { requireInbox } from './list-inbox';

interface Standing {
  status: InboxItemStatus;
  stoodAs: string;
  nearDeadline: boolean;
  past: boolean;
}

/**
 * Puts an item off for the actor alone, until a moment or until it changes; doing it again moves the moment. It wakes by
 * itself, in any case some minutes before its deadline, which stays as it is. Throws not_found, already_resolved,
 * invalid_fields for a moment that is over, and too_late when it could not sleep at all.
 */
export async function snoozeItem(
  { database }: Application,
  actor: Actor,
  id: string,
  input: SnoozeInput,
): Promise<void> {
  requireInbox(actor);
  const until = input.until ?? null;
  const [item] = await database.query<Standing>(sql`
    select i.status, ${standsAs} as stood_as, coalesce(${until}::timestamptz <= now(), false) as past,
           coalesce(i.expires_at <= now() + make_interval(mins => ${AWAKE_BEFORE_DEADLINE_MINUTES}::int), false)
             as near_deadline
    from inbox_item i left join proposal p on i.kind = 'proposal' and p.id = i.id where i.id = ${id}`);
  if (!item) throw notFound('item');
  if (item.status === 'closed') throw new CountersignError('already_resolved', 'This waits no longer.');
  if (item.past) {
    throw new CountersignError('invalid_fields', 'That moment is over. Nothing was put off.', {
      errors: [{ pointer: '/until', message: 'must be in the future' }],
    });
  }
  if (item.nearDeadline) {
    throw new CountersignError(
      'too_late',
      `Its deadline is less than ${AWAKE_BEFORE_DEADLINE_MINUTES} minutes away, so it cannot be put off.`,
    );
  }
  await database.query(sql`
    insert into inbox_snooze (user_id, item_id, until, stood_as)
    values (${actor.userId}, ${id}, ${until}::timestamptz, ${item.stoodAs})
    on conflict (user_id, item_id) do update
      set until = excluded.until, stood_as = excluded.stood_as, created_at = now()`);
}

/** Wakes what the actor put off; nothing happens when it is awake. */
export async function wakeItem({ database }: Application, actor: Actor, id: string): Promise<void> {
  requireInbox(actor);
  await database.query(sql`delete from inbox_snooze where user_id = ${actor.userId} and item_id = ${id}`);
}
