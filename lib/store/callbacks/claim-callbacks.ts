import { sql } from '@/lib/domain/sql';
import type { Database } from '../database';

/** A callback that one sender has to itself until its claim runs out. */
export interface ClaimedCallback {
  id: string;
  proposalId: string;
  url: string;
  body: string;
  /** This one included. */
  attempts: number;
  signingSecret: string;
}

/** Longer than a sending may take; whoever died while sending is followed by another after that. */
const CLAIM = '60 seconds';

/**
 * Takes callbacks that are due, each for one sender. One whose proposal somebody holds is passed over: an approval that is
 * being taken back must not be told. The callbacks of an agent that is halted, or whose token was ended, wait.
 */
export async function claimCallbacks(database: Database, limit: number): Promise<ClaimedCallback[]> {
  return database.query<ClaimedCallback>(sql`
    with due as (
      select c.id, a.signing_secret
      from callback c
      join proposal p on p.id = c.proposal_id
      join outside_agent a on a.name = p.agent and a.revoked_at is null
      where c.status = 'pending' and c.due_at <= clock_timestamp() and not halted_at_dispatch(p.agent, p.tool)
      order by c.due_at limit ${limit}
      for update of c skip locked for share of p skip locked
    )
    update callback set attempts = attempts + 1, due_at = now() + ${CLAIM}::interval
    from due where callback.id = due.id
    returning callback.id, proposal_id, url, body, attempts, signing_secret`);
}
