import type { InboxItem } from '@/lib/api/contract/inbox';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireInbox } from './list-inbox';
import { itemFor, readItems } from './read-items';

const noOrder = { by: sql`i.id`, key: sql`array[i.id]` };

/** One item as it stands, open or over. Throws `not_found`, and `forbidden` below a reviewer. */
export async function getInboxItem({ database }: Application, actor: Actor, id: string): Promise<InboxItem> {
  requireInbox(actor);
  const [row] = await readItems(database, actor, { where: sql`i.id = ${id}`, order: noOrder, limit: 1 });
  if (!row) throw notFound('item');
  return itemFor(actor)(row);
}
