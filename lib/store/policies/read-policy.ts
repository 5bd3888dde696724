import { defaultPolicyBody, type CurrentPolicy } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';

/** The policy in force for a tool; version 0 is the default that nobody has set. */
export async function readPolicy(transaction: Transaction, tool: string): Promise<CurrentPolicy> {
  // Not the time this transaction began: it may have waited for the row it decides on.
  const [row] = await transaction.query<CurrentPolicy>(sql`
    select version, body, clock_timestamp() as read_at
    from policy_version where tool = ${tool} order by version desc limit 1`);
  return row ?? { version: 0, body: defaultPolicyBody, readAt: new Date() };
}
