import type { OutsideCall, OutsideTool } from '@/lib/domain/outside-agent';
import { splitToolName } from '@/lib/domain/outside-agent';
import { sql, type Transaction } from '@/lib/domain/sql';

/** What an outside agent said of its proposal, with the tool's registration in force. Throws for one of a run. */
export async function readOutsideCall(transaction: Transaction, proposalId: string): Promise<OutsideCall> {
  const [row] = await transaction.query<Omit<OutsideCall, 'tool'> & { tool: string; tools: OutsideTool[] }>(sql`
    select proposal.agent, proposal.tool, proposal.proposed_args, said.summary, said.before, said.after, said.effect_key,
           (select tools from outside_agent_version where agent = proposal.agent order by version desc limit 1) as tools
    from proposal join outside_proposal said on said.proposal_id = proposal.id
    where proposal.id = ${proposalId}`);
  if (!row) throw new Error(`Proposal ${proposalId} is not an outside agent's.`);
  const { tools, tool, ...call } = row;
  const name = splitToolName(tool)?.tool;
  return { ...call, tool: tools.find((candidate) => candidate.name === name) ?? null };
}
