import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';

/** The policy in force for a tool; version 0 is the default that nobody has set. */
export async function readPolicy(
  transaction: Transaction,
  tool: string,
): Promise<{ version: number; body: PolicyBody }> {
  const [row] = await transaction.query<{ version: number; body: PolicyBody }>(sql`
    select version, body from policy_version where tool = ${tool} order by version desc limit 1`);
  return row ?? { version: 0, body: defaultPolicyBody };
}
