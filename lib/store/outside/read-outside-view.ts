import type { JsonObject } from '@/lib/domain/json';
import { splitToolName, type OutsideTool } from '@/lib/domain/outside-agent';
import { sql, type Transaction } from '@/lib/domain/sql';

interface Row {
  tool: string;
  args: string;
  proposedArgs: string;
  requesterId: string | null;
  described: boolean;
  owner: string;
  purpose: string;
  tools: OutsideTool[];
  callback: { status: 'pending' | 'delivered' | 'dead' | 'dropped'; attempts: number; lastError?: string } | null;
}

/**
 * What people see of the outside agent behind a proposal: its registration in force, and how its callback fares. Null
 * when one of our own runs made it.
 */
export async function readOutsideView({ query }: Pick<Transaction, 'query'>, proposalId: string) {
  const [row] = await query<Row>(sql`
    select p.tool, p.args, p.proposed_args, v.owner, v.purpose, v.tools,
           (select id from app_user where id = p.requester_id) as requester_id,
           said.before is not null or said.after is not null as described,
           (select json_strip_nulls(json_build_object('status', status, 'attempts', attempts, 'lastError', last_error))
              from callback where proposal_id = p.id order by created_at desc, id desc limit 1) as callback
    from proposal p
    join outside_proposal said on said.proposal_id = p.id
    join lateral (select * from outside_agent_version where agent = p.agent order by version desc limit 1) v on true
    where p.id = ${proposalId}`);
  if (!row) return null;
  const toolName = splitToolName(row.tool)?.tool ?? row.tool;
  const argsSchema: JsonObject = row.tools.find(({ name }) => name === toolName)?.inputSchema ?? {};
  const { owner, purpose, requesterId, callback } = row;
  const described = row.described && row.args === row.proposedArgs;
  return { toolName, argsSchema, owner, purpose, requesterId, described, callback };
}
