import type { ConversationView } from '@/lib/api/contract/conversation';
import { hasRole } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import { findReverts } from '@/lib/store/executions/find-reverts';
import { typedReads } from '@/lib/store/prisma';
import { notePresence } from '@/lib/store/conversations/note-presence';
import { findPeople } from '@/lib/store/users/find-people';
import type { Actor, Application } from '../application';
import { revertViewOf } from '../executions/revert-view';
import { notFound } from '../not-found';
import { runSummaryOf } from '../runs/run-summary';
import { findCitations } from './find-citations';
import { conversationSummaryOf } from './conversation-summary';

/**
 * A conversation with its messages and runs; a person who looks at their own in a browser is noted as present. Throws
 * `not_found` for another person's, unless the actor is a reviewer.
 */
export async function getConversation({ database }: Application, actor: Actor, id: string): Promise<ConversationView> {
  const conversation = await typedReads(database).conversation.findUnique({
    where: { id },
    include: {
      user: { select: { name: true } },
      messages: { orderBy: { position: 'asc' } },
      runs: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  });
  if (!conversation || (conversation.userId !== actor.userId && !hasRole(actor.role, 'reviewer'))) {
    throw notFound('conversation');
  }
  if (actor.via === 'session' && conversation.userId === actor.userId) await notePresence(database, id);
  const { messages, runs, user } = conversation;
  const personOf = await findPeople(
    database,
    messages.map(({ authorId }) => authorId),
  );
  const runIds = runs.map((run) => run.id);
  const reverts = await findReverts(database, sql`proposal.run_id = any(${runIds}::text[])`);
  const cited = await findCitations(database, messages);
  return {
    ...conversationSummaryOf(conversation, user.name, messages[0]?.text ?? ''),
    messages: messages.map(({ role, text, runId, authorId, at }) => ({
      role,
      text,
      runId: runId ?? undefined,
      author: personOf(authorId),
      at: at.toISOString(),
      citations: role === 'agent' && runId !== null ? cited.get(runId) : undefined,
    })),
    runs: runs.map((run) => runSummaryOf(run, user.name)),
    reverts: reverts.flatMap((revert) =>
      revert.callId === null ? [] : [{ ...revertViewOf(revert), callId: revert.callId }],
    ),
  };
}
