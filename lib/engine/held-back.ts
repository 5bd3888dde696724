import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { WriteTool } from '@/lib/domain/tool';
import type { Advance } from './advance';

/**
 * True when the kill switch keeps a write from being dispatched. Its execution stays as it is and its run is given
 * back in the same transaction, so that neither can miss the resume.
 */
export async function isHeldBack(
  { ports: { store } }: Advance,
  record: RunRecord,
  tool: WriteTool,
  transaction: Transaction,
): Promise<boolean> {
  if (!(await store.isHalted(transaction, record.agent, tool.name))) return false;
  await store.setAside(transaction, record.id);
  return true;
}
