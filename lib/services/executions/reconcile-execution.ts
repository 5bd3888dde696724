import type { ReconcileInput } from '@/lib/api/contract/execution';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import type { ExecutionStatus } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendMessage } from '@/lib/store/conversations/append-message';
import { moveExecution, readMovable } from '@/lib/store/executions/move-execution';
import { closeInboxItem } from '@/lib/store/inbox/close-inbox-item';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireRole } from '../users/require-role';

interface UnknownExecution {
  status: ExecutionStatus;
  proposalId: string;
  summary: string;
  /** It undoes another execution. */
  undoing: boolean;
  conversationId: string | null;
  runId: string | null;
}

/**
 * A person states, with evidence, whether an effect with an unknown outcome took place, and the thread is told. Gives
 * the proposal's id. Throws not_found, forbidden, or already_resolved when its outcome is known.
 */
export async function reconcileExecution(
  app: Application,
  actor: Actor,
  id: string,
  { happened, evidence }: ReconcileInput,
): Promise<{ proposalId: string }> {
  return app.database.transaction(async (transaction) => {
    const current = await requireRole(transaction, actor, 'reviewer');
    const execution = await lockUnknown(transaction, id);
    const error = happened ? null : 'A person found out that it did not happen.';
    const outcome = happened ? 'succeeded' : 'failed';
    const movable = await readMovable(transaction, id);
    await moveExecution(transaction, movable, 'unknown', outcome, { output: null, error }, auditActor(current));
    await transaction.query(sql`
      update execution set evidence = ${evidence}, reconciled_by = ${actor.userId} where id = ${id}`);
    await closeInboxItem(transaction, id, happened ? 'happened' : 'did not happen', actor.userId);
    const { conversationId, runId, summary, undoing } = execution;
    if (conversationId === null || runId === null) return { proposalId: execution.proposalId };
    const found = undoing ? `${happened ? 'was' : 'was not'} undone.` : `${happened ? 'did' : 'did not'} happen.`;
    const text = `I checked this: “${summary}” ${found}`;
    await appendMessage(transaction, { conversationId, role: 'person', text, runId, authorId: actor.userId });
    return { proposalId: execution.proposalId };
  });
}

async function lockUnknown(transaction: Transaction, id: string): Promise<UnknownExecution> {
  const [execution] = await transaction.query<UnknownExecution>(sql`
    select execution.status, proposal.id as proposal_id, proposal.summary, original.id is not null as undoing,
           run.conversation_id, run.id as run_id
    from execution
    left join execution original on original.id = execution.reverts_execution_id
    join proposal on proposal.id = coalesce(execution.proposal_id, original.proposal_id)
    left join run on run.id = execution.run_id
    where execution.id = ${id} for update of execution`);
  if (!execution) throw notFound('execution');
  if (execution.status === 'unknown') return execution;
  throw new CountersignError('already_resolved', `The outcome of this is known: it ${execution.status}.`);
}
