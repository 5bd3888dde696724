import type { InboxItem } from '@/lib/api/contract/inbox';
import type { AnswerFinding } from '@/lib/domain/answer';
import type { ModelBlock } from '@/lib/domain/model';
import { textOf } from '@/lib/domain/run-record';
import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireInbox } from './list-inbox';
import { itemFor, readItems, type ItemRow } from './read-items';

const noOrder = { by: sql`i.id`, key: sql`array[i.id]` };

/** One item as it stands, open or over. Throws `not_found`, and `forbidden` below a reviewer. */
export async function getInboxItem({ database }: Application, actor: Actor, id: string): Promise<InboxItem> {
  requireInbox(actor);
  const [row] = await readItems(database, actor, { where: sql`i.id = ${id}`, order: noOrder, limit: 1 });
  if (!row) throw notFound('item');
  return { ...itemFor(actor)(row), draft: await draftOf(database, row) };
}

/** The reply that was kept back when the run ended with one: for what a check found, or because nobody could trust it enough. */
async function draftOf(
  { query }: Pick<Database, 'query'>,
  { kind, runId, reason }: ItemRow,
): Promise<InboxItem['draft']> {
  if (kind !== 'escalation' || runId === null) return undefined;
  const [last] = await query<{ blocks: ModelBlock[]; findings: AnswerFinding[] }>(sql`
    select blocks, findings from step where run_id = ${runId} order by index desc limit 1`);
  const isKeptBack = last !== undefined && (last.findings.length > 0 || reason === 'low_confidence');
  return isKeptBack ? { text: textOf(last.blocks), findings: last.findings } : undefined;
}
