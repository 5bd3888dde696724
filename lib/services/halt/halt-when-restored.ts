import { systemActor } from '@/lib/domain/audit';
import type { ExecutionStatus } from '@/lib/domain/execution';
import { sql, type Transaction } from '@/lib/domain/sql';
import { appendAudit } from '@/lib/store/audit/append-audit';
import type { Database } from '@/lib/store/database';
import { askWhetherItHappened } from '@/lib/store/executions/ask-whether-it-happened';
import { moveExecution, readMovable } from '@/lib/store/executions/move-execution';
import { insertHalt, lockHalts } from '@/lib/store/halts/change-halts';
import { noteIdentity } from '@/lib/store/halts/note-identity';
import { appendEvents } from '@/lib/store/runs/append-events';
import { wakeRun } from '@/lib/store/runs/wake-run';
import { settleCalls } from '@/lib/store/steps/tool-calls';

const ERROR = 'Error: the database was restored from a copy, so nobody can tell whether this took place.';

interface OpenExecution {
  id: string;
  status: ExecutionStatus;
  proposalId: string;
  runId: string | null;
  callId: string | null;
}

/**
 * Halts everything when this database is a restored copy, before anything of it is claimed. What was approved and not
 * settled when the copy was made may have been sent since, so its outcome is unknown and people are asked. True when it was.
 */
export async function haltWhenRestored(database: Database): Promise<boolean> {
  return database.transaction(async (transaction) => {
    if (!(await noteIdentity(transaction))) return false;
    await lockHalts(transaction);
    const reason = 'The database was restored from a copy. Settle what is unknown, then resume.';
    if (await insertHalt(transaction, { scope: 'all', name: '' }, { reason, haltedBy: null })) {
      const actor = systemActor('restore');
      await appendAudit(transaction, { action: 'system.halted', actor, subject: { scope: 'all' }, reason });
    }
    const open = await transaction.query<OpenExecution>(sql`
      select execution.id, execution.status, proposal.id as proposal_id, proposal.run_id, proposal.tool_call_id as call_id
      from execution join proposal on proposal.id = execution.proposal_id
      where execution.status in ('ready', 'claimed', 'dispatching') order by execution.id for update of execution`);
    for (const execution of open) await makeUnknown(transaction, execution);
    return true;
  });
}

async function makeUnknown(transaction: Transaction, execution: OpenExecution): Promise<void> {
  const { id, status, runId, callId } = execution;
  const actor = systemActor('restore');
  const movable = await readMovable(transaction, id);
  if (status === 'ready') await moveExecution(transaction, movable, 'ready', 'claimed', undefined, actor);
  if (status !== 'dispatching') await moveExecution(transaction, movable, 'claimed', 'dispatching', undefined, actor);
  await moveExecution(transaction, movable, 'dispatching', 'unknown', { output: null, error: ERROR }, actor);
  await askWhetherItHappened(transaction, id);
  if (runId === null || callId === null) return;
  await settleCalls(transaction, [{ callId, status: 'unknown', output: null, error: ERROR }]);
  const { proposalId } = execution;
  const data = { executionId: id, proposalId, callId, status: 'unknown', error: ERROR };
  await appendEvents(transaction, runId, [{ type: 'execution.finished', data }]);
  await wakeRun(transaction, runId);
}
