import type { OutsideRegistration } from '@/lib/domain/outside-agent';
import { sql, type Transaction } from '@/lib/domain/sql';

/** An outside agent as it is registered now. */
export interface RegisteredAgent extends OutsideRegistration {
  /** The user its owner's address belongs to. */
  ownerId: string | null;
  customerId: string | null;
  registeredAt: Date;
  revokedAt: Date | null;
}

const columns = sql`
  a.name as agent, v.version, v.owner, v.purpose, v.tools, v.created_at as registered_at, a.revoked_at,
  u.id as owner_id, u.customer_id
  from outside_agent a
  join lateral (select * from outside_agent_version where agent = a.name order by version desc limit 1) v on true
  left join app_user u on lower(u.email) = lower(v.owner)`;

/** An outside agent's registration in force; null when nobody registered that name. */
export async function readRegistration(transaction: Transaction, agent: string): Promise<RegisteredAgent | null> {
  const [row] = await transaction.query<RegisteredAgent>(sql`select ${columns} where a.name = ${agent}`);
  return row ?? null;
}

/** Every outside agent's registration in force, by name. */
export async function readRegistrations(transaction: Transaction): Promise<RegisteredAgent[]> {
  return transaction.query<RegisteredAgent>(sql`select ${columns} order by a.name`);
}
