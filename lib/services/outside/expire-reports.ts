import { systemActor } from '@/lib/domain/audit';
import { sql } from '@/lib/domain/sql';
import { askWhetherItHappened } from '@/lib/store/executions/ask-whether-it-happened';
import { moveExecution, readMovable } from '@/lib/store/executions/move-execution';
import type { Application } from '../application';

const BATCH = 100;

/** Approved calls of outside agents whose time to report is over, by the database's clock. */
export const reportsDue = sql`
  select id, proposal_id from execution where execute_by <= now() and status = 'ready' and run_id is null`;

/**
 * Asks a person about every approved call of an outside agent that reported nothing in its time, by the database's clock:
 * it may have acted all the same.
 */
export async function expireReports({ database }: Application): Promise<void> {
  const due = await database.query<{ id: string; proposalId: string }>(sql`
    ${reportsDue} order by execute_by limit ${BATCH}`);
  for (const { id, proposalId } of due) {
    await database.transaction(async (transaction) => {
      await transaction.query(sql`select from proposal where id = ${proposalId} for update`);
      const open = await transaction.query(sql`select from execution where id = ${id} and status = 'ready' for update`);
      if (open.length === 0) return;
      const clock = systemActor('clock');
      const error = 'The agent reported no outcome in time.';
      const movable = await readMovable(transaction, id);
      await moveExecution(transaction, movable, 'ready', 'claimed', undefined, clock);
      await moveExecution(transaction, movable, 'claimed', 'dispatching', undefined, clock);
      await moveExecution(transaction, movable, 'dispatching', 'unknown', { output: null, error }, clock);
      await askWhetherItHappened(transaction, id);
    });
  }
}
