import type { RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import type { ToolContext } from '@/lib/domain/tool';

/** The context tools of this run are checked, previewed and executed in. */
export function toolContext(record: RunRecord, transaction: Transaction): ToolContext {
  const requester = { userId: record.userId, customerId: record.customerId };
  return { transaction, requester, agent: record.agent, runId: record.id };
}
