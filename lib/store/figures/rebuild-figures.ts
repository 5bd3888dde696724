import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';
import { addFigures } from './add-figures';
import { factsOfBusiness, factsOfDecisions, factsOfEnds, factsOfExecutions, factsOfStarts } from './facts';
import { allOfThem } from './which';

/**
 * Counts every figure anew from the tables the facts stand in, and gives how many runs those were. Everything is read in one
 * snapshot: a fact that waits to be added and is seen is counted here and forgotten; one that is not seen is added later.
 */
export function rebuildFigures(database: Database): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.send(sql`set transaction isolation level repeatable read`);
    // Whole tables are added up in memory, as far as this goes.
    await transaction.send(sql`set local work_mem = '256MB'`);
    await transaction.send(sql`set local enable_sort = off`);
    await transaction.send(sql`set local jit = off`);
    // A lock takes no snapshot: what others were adding, also of the release before, is committed before ours is taken.
    await transaction.send(sql`lock table figure, figure_tally in share row exclusive mode`);
    await transaction.send(sql`delete from figure_event`);
    await transaction.send(sql`delete from figure_tally`);
    for (const facts of [factsOfStarts, factsOfEnds, factsOfDecisions, factsOfExecutions, factsOfBusiness]) {
      await addFigures(transaction, facts(allOfThem));
    }
    const [counted] = await transaction.query<{ runs: number }>(sql`select count(*)::int as runs from run`);
    return counted?.runs ?? 0;
  });
}
