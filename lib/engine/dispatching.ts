import type { JsonObject } from '@/lib/domain/json';
import type { CurrentPolicy } from '@/lib/domain/policy';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { WriteTool } from '@/lib/domain/tool';
import type { Advance } from './advance';
import { findObstacle } from './dispatch-preconditions';
import { toolContext } from './gate-turn';
import type { DispatchableExecution } from './ports';
import { replaceProposal } from './replace-proposal';

/** Does `work` on the call's open execution, locked under this worker's claim; null when there is none any more. */
export async function withLockedExecution<Result>(
  { ports, claim, stopwatch }: Advance,
  call: CallRecord,
  work: (transaction: Transaction, execution: DispatchableExecution) => Promise<Result>,
): Promise<Result | null> {
  return ports.store.transaction(async (transaction) => {
    const [, execution] = await Promise.all([
      ports.store.lockClaim(transaction, claim, stopwatch.lap()),
      ports.store.lockExecution(transaction, call.id),
    ]);
    return execution ? work(transaction, execution) : null;
  });
}

/** True when something the approval relied on has changed and the proposal went back to people instead. */
export async function cameBack(
  { ports }: Advance,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  policy: CurrentPolicy,
  transaction: Transaction,
): Promise<boolean> {
  const obstacle = await findObstacle(ports, record, tool, execution, policy, toolContext(record, transaction));
  if (!obstacle) return false;
  await replaceProposal(ports, transaction, record, tool, execution, obstacle);
  return true;
}

/** Records that an approved execution is being carried out. */
export async function startDispatch(
  { ports: { store } }: Advance,
  { id, status }: DispatchableExecution,
  transaction: Transaction,
): Promise<void> {
  await Promise.all([
    ...(status === 'ready' ? [store.moveExecution(transaction, id, 'ready', 'claimed')] : []),
    store.moveExecution(transaction, id, 'claimed', 'dispatching'),
  ]);
}

/** What may be sent: nothing but the stored canonical arguments. */
export function argumentsOf(execution: DispatchableExecution): JsonObject {
  return JSON.parse(execution.args) as JsonObject;
}
