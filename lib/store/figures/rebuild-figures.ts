import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';
import { addFigures } from './add-figures';
import { factsOfBusiness, factsOfDecisions, factsOfEnds, factsOfExecutions, factsOfStarts } from './facts';

/**
 * Counts every figure anew from the tables the facts stand in, and gives how many runs those were. Everything is read in one
 * snapshot: a fact that waits to be added and is seen is counted here and forgotten; one that is not seen is added later.
 */
export function rebuildFigures(database: Database): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.send(sql`set transaction isolation level repeatable read`);
    // A day's facts are added up in memory.
    await transaction.send(sql`set local work_mem = '128MB'`);
    await transaction.send(sql`set local jit = off`);
    // A lock takes no snapshot: what others were adding is committed before ours is taken.
    await transaction.send(sql`lock table figure in share row exclusive mode`);
    await transaction.send(sql`delete from figure_event`);
    await transaction.send(sql`delete from figure`);
    const days = await transaction.query<{ day: string; runs: number }>(sql`
      select date_trunc('day', created_at, 'UTC')::text as day, count(*)::int as runs from run group by 1 order by 1`);
    for (const { day } of days) {
      const began = sql`r.created_at >= ${day}::timestamptz and r.created_at < ${day}::timestamptz + interval '1 day'`;
      await addFigures(transaction, factsOfStarts(began));
      await addFigures(transaction, factsOfEnds(began));
    }
    await addFigures(transaction, factsOfDecisions(sql`true`));
    await addFigures(transaction, factsOfExecutions(sql`true`));
    await addFigures(transaction, factsOfBusiness(sql`true`));
    return days.reduce((sum, { runs }) => sum + runs, 0);
  });
}
