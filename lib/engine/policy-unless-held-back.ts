import type { CurrentPolicy } from '@/lib/domain/policy';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { WriteTool } from '@/lib/domain/tool';
import type { Advance } from './advance';

/**
 * The policy that a write is dispatched under; null when the kill switch keeps it from being dispatched. Its execution
 * stays as it is then and its run is given back in the same transaction, so that neither can miss the resume.
 */
export async function policyUnlessHeldBack(
  { ports: { store } }: Advance,
  record: RunRecord,
  tool: WriteTool,
  transaction: Transaction,
): Promise<CurrentPolicy | null> {
  const [halted, policy] = await Promise.all([
    store.isHalted(transaction, record.agent, tool.name),
    store.readPolicy(transaction, tool.name),
  ]);
  if (!halted) return policy;
  await store.setAside(transaction, record.id);
  return null;
}
