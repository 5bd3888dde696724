import { systemActor } from '@/lib/domain/audit';
import { sql } from '@/lib/domain/sql';
import { askWhetherItHappened } from '@/lib/store/executions/ask-whether-it-happened';
import { moveExecution, readMovable } from '@/lib/store/executions/move-execution';
import type { Application } from '../application';
import { NO_ANSWER } from './undo-outside';

const stale = sql`reverts_execution_id is not null and status = 'dispatching' and execute_by < clock_timestamp()`;

/** Undoings that were sent and of which nothing was heard in time. */
export const revertsDue = sql`select id from execution where ${stale}`;

/** Asks a person about every undoing whose process ended between sending it and recording what came of it. */
export async function abandonReverts({ database }: Application): Promise<void> {
  const due = await database.query<{ id: string }>(revertsDue);
  for (const { id } of due) {
    await database.transaction(async (transaction) => {
      const open = await transaction.query(sql`select from execution where id = ${id} and ${stale} for update`);
      if (open.length === 0) return;
      const result = { output: null, error: NO_ANSWER };
      const movable = await readMovable(transaction, id);
      await moveExecution(transaction, movable, 'dispatching', 'unknown', result, systemActor('clock'));
      await askWhetherItHappened(transaction, id);
    });
  }
}
