import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';

/** The policies in force for these tools; the default for those that nobody has set one for. */
export async function readPolicies(
  { query }: Pick<Transaction, 'query'>,
  tools: readonly string[],
): Promise<(tool: string) => PolicyBody> {
  const rows = await query<{ tool: string; body: PolicyBody }>(sql`
    select distinct on (tool) tool, body from policy_version
    where tool = any(${tools}::text[]) order by tool, version desc`);
  const byTool = new Map(rows.map(({ tool, body }) => [tool, body]));
  return (tool) => byTool.get(tool) ?? defaultPolicyBody;
}
