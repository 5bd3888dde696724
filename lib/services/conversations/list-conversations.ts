import { z } from 'zod';
import type { ConversationPage, ListConversationsInput } from '@/lib/api/contract/conversation';
import { hasRole } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { exactTime, keyId, keyTime, readCursor, toPage } from '../keyset';
import { conversationSummaryOf, type ConversationRow } from './conversation-summary';

const key = z.tuple([keyTime, keyId]);

type Row = ConversationRow & { requesterName: string; firstMessage: string | null; exactUpdatedAt: string };

/** Conversations, latest change first: a user's own, everybody's for reviewers unless they ask for their own. */
export async function listConversations(
  { database }: Application,
  actor: Actor,
  input: ListConversationsInput,
): Promise<ConversationPage> {
  const after = readCursor(key, input.cursor);
  const owner = input.scope === 'all' && hasRole(actor.role, 'reviewer') ? null : actor.userId;
  const { agent = null } = input;
  const rows = await database.query<Row>(sql`
    select c.id, c.agent, c.user_id, c.created_at, c.updated_at, u.name as requester_name,
           (select text from message m where m.conversation_id = c.id order by position limit 1) as first_message,
           ${exactTime('c.updated_at')} as exact_updated_at
    from conversation c join app_user u on u.id = c.user_id
    where (${owner}::text is null or c.user_id = ${owner})
      and (${agent}::text is null or c.agent = ${agent})
      and (${after === null} or (c.updated_at, c.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}))
    order by c.updated_at desc, c.id desc
    limit ${input.limit + 1}`);
  return toPage(
    rows,
    input.limit,
    (row) => [row.exactUpdatedAt, row.id],
    (row) => conversationSummaryOf(row, row.requesterName, row.firstMessage ?? ''),
  );
}
