import { uuidv7 } from 'uuidv7';
import type { ResolveEscalationInput } from '@/lib/api/contract/escalation';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit, commitmentTo } from '@/lib/store/audit/append-audit';
import { appendMessage } from '@/lib/store/conversations/append-message';
import { closeWaitingItem } from '@/lib/store/inbox/close-inbox-item';
import { queueRun } from '@/lib/store/runs/queue-run';
import type { Actor, Application } from '../application';
import { settingsOf } from '../runs/start-run';
import { requireRole } from '../users/require-role';

interface EscalatedRun {
  id: string;
  conversationId: string;
  agent: string;
  userId: string;
  message: string;
}

/** What resolving an escalation led to; `runId` is the run that goes on, when it was resumed. */
export interface ResolvedEscalation {
  id: string;
  conversationId: string;
  runId?: string;
}

/**
 * A person answers an escalated run in its thread, resumes it with guidance as a new linked run, or closes it. The
 * id is the inbox item's, which is the run's. Throws not_found, forbidden, or already_resolved for the loser of a race.
 */
export async function resolveEscalation(
  app: Application,
  actor: Actor,
  id: string,
  input: ResolveEscalationInput,
): Promise<ResolvedEscalation> {
  return app.database.transaction(async (transaction) => {
    const current = await requireRole(transaction, actor, 'reviewer');
    const [run] = await transaction.query<EscalatedRun>(sql`
      select run.id, conversation_id, run.agent, user_id, message
      from inbox_item join run on run.id = inbox_item.run_id
      where inbox_item.id = ${id} and kind = 'escalation'`);
    if (!run) throw new CountersignError('not_found', 'There is no such escalation.');
    if (!(await closeWaitingItem(transaction, id, input.outcome, actor.userId))) {
      throw new CountersignError('already_resolved', 'Someone has already resolved this escalation.');
    }
    await auditResolution(transaction, current, run, input);
    const resolved = { id, conversationId: run.conversationId };
    if (input.outcome === 'resume')
      return { ...resolved, runId: await resume(app, transaction, run, input.message ?? '') };
    if (input.message !== undefined) await replyInThread(transaction, actor, run, input.message);
    return resolved;
  });
}

async function auditResolution(
  transaction: Transaction,
  actor: Actor,
  run: EscalatedRun,
  { outcome, message }: ResolveEscalationInput,
): Promise<void> {
  await appendAudit(transaction, {
    action: 'escalation.resolved',
    actor: auditActor(actor),
    subject: { runId: run.id },
    outcome,
    ...(message === undefined ? {} : { wordsCommitment: commitmentTo(message) }),
  });
}

async function replyInThread(transaction: Transaction, actor: Actor, run: EscalatedRun, text: string): Promise<void> {
  const { conversationId, id: runId } = run;
  await appendMessage(transaction, { conversationId, role: 'person', text, runId, authorId: actor.userId });
}

/** The new run starts from the escalated one's record: it stands in the same conversation, after its last message. */
async function resume(
  app: Application,
  transaction: Transaction,
  run: EscalatedRun,
  guidance: string,
): Promise<string> {
  const agent = app.registry.agents.get(run.agent);
  if (!agent) throw new CountersignError('conflict', `The agent "${run.agent}" is no longer part of this deployment.`);
  const id = uuidv7();
  const [last] = await transaction.query<{ position: number }>(sql`
    select coalesce(max(position), 0) as position from message where conversation_id = ${run.conversationId}`);
  await queueRun(transaction, {
    id,
    conversationId: run.conversationId,
    agent: run.agent,
    userId: run.userId,
    message: run.message,
    messagePosition: last?.position ?? 0,
    route: 'auto',
    ...(await settingsOf(transaction, agent)),
    resumesRunId: run.id,
    guidance,
  });
  return id;
}
