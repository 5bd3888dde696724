import type { RunLimits, RunRoute } from '@/lib/domain/run';
import type { TrustSettings } from '@/lib/domain/trust';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendEvents } from './append-events';
import { noveltyOf } from './novelty';

export interface NewRun {
  id: string;
  conversationId: string;
  agent: string;
  userId: string;
  message: string;
  messagePosition: number;
  route: RunRoute;
  limits: RunLimits;
  trust: TrustSettings;
  resumesRunId: string | null;
  guidance: string | null;
}

/**
 * Stores a new run, ready to be claimed, with its first event. Its turn comes a minute of waiting after the last of the
 * same user that still waits, so many of one user's stand behind the first of everybody else's.
 */
export async function queueRun(transaction: Transaction, run: NewRun): Promise<void> {
  const inserting = transaction.query(sql`
    insert into run (id, conversation_id, agent, user_id, message, message_position, route, status, limits,
                     trust, resumes_run_id, guidance, novelty, turn_at)
    values (${run.id}, ${run.conversationId}, ${run.agent}, ${run.userId}, ${run.message}, ${run.messagePosition},
            ${run.route}, 'queued', ${JSON.stringify(run.limits)}::jsonb, ${JSON.stringify(run.trust)}::jsonb,
            ${run.resumesRunId}, ${run.guidance}, ${noveltyOf(run.agent, run.message)},
            greatest(now(), (select turn_at + interval '1 minute' from run
                             where user_id = ${run.userId} and status = 'queued' order by turn_at desc limit 1)))`);
  const telling = appendEvents(transaction, run.id, [{ type: 'run.status', data: { status: 'queued' } }]);
  await Promise.all([inserting, telling]);
  transaction.notify('run_queued', run.id);
}
