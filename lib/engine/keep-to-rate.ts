import type { JsonObject } from '@/lib/domain/json';
import type { CurrentPolicy } from '@/lib/domain/policy';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { WriteTool } from '@/lib/domain/tool';
import { toolContext } from './tool-context';
import type { DispatchableExecution, EnginePorts } from './ports';

/**
 * True when sending it now would be more than its tool's rate limit allows: it stays as it is, and its run sleeps until
 * there is room. The last question before a dispatch is recorded, because the answer no counts as one.
 */
export async function isOverRate(
  { store }: EnginePorts,
  transaction: Transaction,
  record: RunRecord,
  tool: WriteTool,
  execution: DispatchableExecution,
  policy: CurrentPolicy,
): Promise<boolean> {
  const { rateLimit } = policy.body;
  if (!rateLimit) return false;
  const args = JSON.parse(execution.args) as JsonObject;
  const target = (await tool.rateTarget?.(args, toolContext(record, transaction))) ?? '';
  const seconds = await store.useRate(transaction, execution, target, rateLimit);
  if (seconds === null) return false;
  await store.holdExecution(transaction, record.id, execution, seconds);
  return true;
}
