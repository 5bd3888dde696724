import type { Cap, CapName, ReachedCap, Reservation } from '@/lib/domain/spend';
import { sql, type SqlStatement, type Transaction } from '@/lib/domain/sql';
import type { Database } from '../database';
import { spentSince, today } from './spent-since';

/**
 * Keeps what a model call may cost under all of these caps, or gives the first it does not fit and keeps nothing. Whoever
 * asks waits for those before, so of two calls that want the last dollar one gets it.
 */
export async function reserveSpend(database: Database, reservation: Reservation): Promise<ReachedCap | null> {
  return database.transaction(async (transaction) => {
    // The statement after it begins when the lock is held, and sees what whoever held it before has kept.
    await transaction.send(sql`select pg_advisory_xact_lock(hashtextextended('spend', 0))`);
    const [reached] = await reserve(transaction, reservation);
    return reached ?? null;
  });
}

function reserve(transaction: Transaction, reservation: Reservation): Promise<ReachedCap[]> {
  const { id, conversationId, agent, usd, seconds, caps } = reservation;
  const checks = caps
    .map((cap, index) => checkOf(cap, index, reservation))
    .reduce((all, one) => sql`${all} union all ${one}`);
  return transaction.query<ReachedCap>(sql`
    with reached as materialized (
      select name, limit_usd, spent_usd from (${checks}) as check_of (place, name, limit_usd, spent_usd)
      where spent_usd + ${usd}::float > limit_usd order by place limit 1
    ), kept as (
      insert into spend_reservation (id, conversation_id, agent, usd, expires_at)
      select ${id}, ${conversationId}, ${agent}, ${usd}, clock_timestamp() + make_interval(secs => ${seconds})
      where not exists (select from reached)
      on conflict (id) do update set usd = excluded.usd, expires_at = excluded.expires_at
    )
    select name, limit_usd, spent_usd from reached`);
}

function checkOf({ name, usd }: Cap, place: number, reservation: Reservation): SqlStatement {
  const spent = spentUnder(name, reservation);
  return sql`select ${place}::int, ${name}::text, ${usd}::float, (${spent} + ${underWay(name, reservation)})::float`;
}

function spentUnder(name: CapName, { conversationId, agent }: Reservation): SqlStatement {
  switch (name) {
    case 'conversation':
      return sql`(select coalesce(sum(cost_usd), 0) from run where conversation_id = ${conversationId})`;
    case 'agent_day':
      return spentSince(today, agent);
    case 'day':
      return spentSince(today, null);
    case 'month':
      return spentSince(sql`date_trunc('month', ${today})::date`, null);
  }
}

/** What others of the same scope may spend; what this one kept before does not count. */
function underWay(name: CapName, { id, conversationId, agent }: Reservation): SqlStatement {
  const scope =
    name === 'conversation'
      ? sql`conversation_id = ${conversationId}`
      : name === 'agent_day'
        ? sql`agent = ${agent}`
        : sql`true`;
  return sql`(
    select coalesce(sum(usd), 0) from spend_reservation
    where ${scope} and expires_at > clock_timestamp() and id <> ${id})`;
}
