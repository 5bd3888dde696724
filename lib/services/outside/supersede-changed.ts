import { systemActor } from '@/lib/domain/audit';
import { fullToolName, type OutsideTool } from '@/lib/domain/outside-agent';
import { sql, type Transaction } from '@/lib/domain/sql';
import { toolHash } from '@/lib/gate/preview';
import { lockProposal } from '@/lib/store/proposals/lock-proposal';
import { settleProposal } from '@/lib/store/proposals/settle-proposal';
import { registeredTool } from '@/lib/tools/outside-tool';

/** Supersedes what waits for a tool whose definition people looked at is not the registered one any more. */
export async function supersedeChanged(
  transaction: Transaction,
  agent: string,
  tools: readonly OutsideTool[],
): Promise<void> {
  const hashes = new Map(tools.map((tool) => [fullToolName(agent, tool.name), toolHash(registeredTool(agent, tool))]));
  const waiting = await transaction.query<{ id: string }>(sql`
    select id from proposal where agent = ${agent} and run_id is null and status = 'pending' order by id`);
  for (const { id } of waiting) {
    const group = await lockProposal(transaction, id);
    const proposal = group?.proposal;
    if (proposal?.status !== 'pending' || hashes.get(proposal.tool) === proposal.toolHash) continue;
    const call = { status: 'failed' as const, error: 'The definition of the tool changed. Nothing was sent.' };
    await settleProposal(transaction, proposal, { status: 'superseded', call, actor: systemActor('gate') });
  }
}
