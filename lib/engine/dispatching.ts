import type { JsonObject } from '@/lib/domain/json';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { WriteTool } from '@/lib/domain/tool';
import type { Advance } from './advance';
import { askGrounds, findObstacle, type Grounds } from './dispatch-preconditions';
import { toolContext } from './tool-context';
import type { DispatchableExecution } from './ports';
import { replaceProposal } from './replace-proposal';

/** Does `work` on the call's open execution, locked under this worker's claim; null when there is none any more. */
export async function withLockedExecution<Result>(
  { ports, claim, stopwatch }: Advance,
  call: CallRecord,
  work: (transaction: Transaction, execution: DispatchableExecution) => Promise<Result>,
): Promise<Result | null> {
  return ports.store.commit(claim, stopwatch.lap(), async (transaction) => {
    const execution = await ports.store.lockExecution(transaction, call.id);
    return execution ? work(transaction, execution) : null;
  });
}

/**
 * The same for one that may be dispatched now, with what the dispatch is judged by. It is asked for in one piece with the
 * locks, after them, so nothing of it can be older than they are.
 */
export async function withGrounds<Result>(
  advance: Advance,
  record: RunRecord,
  tool: WriteTool,
  call: CallRecord,
  work: (transaction: Transaction, execution: DispatchableExecution, grounds: Grounds) => Promise<Result>,
): Promise<Result | null> {
  const { ports, claim, stopwatch } = advance;
  return ports.store.commit(claim, stopwatch.lap(), async (transaction) => {
    const locking = ports.store.lockExecution(transaction, call.id);
    const asking = askGrounds(ports, record, tool, call, transaction);
    const execution = await locking;
    return execution ? work(transaction, execution, await asking) : null;
  });
}

/**
 * True when the kill switch keeps a write from being dispatched. Its execution stays as it is then and its run is given
 * back in the same transaction, so that neither can miss the resume.
 */
export async function isHeldBack(
  { ports }: Advance,
  record: RunRecord,
  { halted }: Grounds,
  transaction: Transaction,
): Promise<boolean> {
  if (halted) await ports.store.setAside(transaction, record.id);
  return halted;
}

/** True when something the approval relied on has changed and the proposal went back to people instead. */
export async function cameBack(
  { ports }: Advance,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  grounds: Grounds,
  transaction: Transaction,
): Promise<boolean> {
  const obstacle = await findObstacle(record, tool, execution, grounds, toolContext(record, transaction));
  if (!obstacle) return false;
  await replaceProposal(ports, transaction, record, tool, execution, obstacle);
  return true;
}

/** Records that an approved execution is being carried out. */
export async function startDispatch(
  { ports: { store } }: Advance,
  execution: DispatchableExecution,
  transaction: Transaction,
): Promise<void> {
  if (execution.status === 'ready') await store.moveExecution(transaction, execution, 'ready', 'claimed');
  await store.moveExecution(transaction, execution, 'claimed', 'dispatching');
}

/** What may be sent: nothing but the stored canonical arguments. */
export function argumentsOf(execution: DispatchableExecution): JsonObject {
  return JSON.parse(execution.args) as JsonObject;
}
