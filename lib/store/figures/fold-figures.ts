import { sql, type Transaction } from '@/lib/domain/sql';
import type { Database } from '../database';
import { addFigures } from './add-figures';
import { factsOfBusiness, factsOfDecisions, factsOfEnds, factsOfExecutions, factsOfStarts } from './facts';
import { OLDEST_HOUR, onlyThese } from './which';

type Source = 'run_started' | 'run_ended' | 'decision' | 'execution' | 'business';

export interface Folded {
  /** How many facts were added. */
  count: number;
  /** The runs among them that ended. */
  endedRunIds: string[];
}

/** Tells the business events of runs that ended, in the transaction that counts their end. */
type LookBack = (transaction: Transaction, runIds: readonly string[]) => Promise<void>;

/**
 * Adds up to `limit` facts to the figures and forgets them, in one transaction: after a crash they are all still to be
 * added, and no two workers add the same one. A fact appears with the commit of what it tells of, so none is passed over
 * however long that took.
 */
export async function foldFigures(database: Database, limit: number, lookBack?: LookBack): Promise<Folded> {
  // Most of the time there are none, and then nobody is locked out.
  const waiting = await database.query(sql`select from figure_event limit 1`);
  if (waiting.length === 0) return { count: 0, endedRunIds: [] };
  return database.transaction(async (transaction) => {
    // One at a time, and none during a rebuild; whoever reads figures is not kept from it.
    await transaction.send(sql`lock table figure_tally in share row exclusive mode`);
    // What facts tell of is asked for by its keys, whatever the planner believes of tables that grew since it looked.
    await transaction.send(sql`set local enable_seqscan = off`);
    const taken = await takeFacts(transaction, limit);
    const idsOf = (source: Source) => taken.filter((fact) => fact.source === source).map(({ subjectId }) => subjectId);
    const endedRunIds = idsOf('run_ended');
    for (const [ids, facts] of [
      [idsOf('run_started'), factsOfStarts],
      [endedRunIds, factsOfEnds],
      [idsOf('decision'), factsOfDecisions],
      [idsOf('execution'), factsOfExecutions],
      [idsOf('business'), factsOfBusiness],
    ] as const) {
      if (ids.length > 0) await addFigures(transaction, facts(onlyThese(ids)));
    }
    if (endedRunIds.length > 0) await lookBack?.(transaction, endedRunIds);
    return { count: taken.length, endedRunIds };
  });
}

function takeFacts(transaction: Transaction, limit: number): Promise<{ source: Source; subjectId: string }[]> {
  return transaction.query(sql`
    delete from figure_event where id in (
      select id from figure_event order by id limit ${limit} for update skip locked)
    returning source, subject_id`);
}

/** Forgets the hours that are only told by the day now. */
export async function forgetOldHours(database: Database): Promise<void> {
  await database.query(sql`delete from figure_tally where grain = 'hour' and start <= ${OLDEST_HOUR}`);
}
