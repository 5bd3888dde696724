import type { ProposalView } from '@/lib/api/contract/proposal';
import { sql } from '@/lib/domain/sql';
import { requesterOf } from '@/lib/domain/outside-agent';
import { isHalted } from '@/lib/store/halts/is-halted';
import type { Application, OutsideCaller } from '../application';
import { notFound } from '../not-found';
import { viewProposal } from '../proposals/get-proposal';

/**
 * A proposal as the outside agent that made it may rely on it: an approval that is on hold can still be taken back, and one
 * of a halted agent or tool must not be acted on, so to the agent it is pending. Throws `not_found` for anybody else's.
 */
export async function getOwnProposal(app: Application, { agent }: OutsideCaller, id: string): Promise<ProposalView> {
  const held = await isHeld(app, agent, id);
  const nobody = { userId: requesterOf(agent), role: 'user' as const, email: '', groups: [] };
  const view = await viewProposal(app, nobody, id, (proposal) => proposal.agent === agent);
  if (!held) return view;
  const { execution: _execution, holdUntil: _holdUntil, settledAt: _settledAt, ...shown } = view;
  return { ...shown, status: 'pending', decisions: [] };
}

/**
 * Waits for whoever decides on it or takes an approval back at this moment: the hold is judged by a clock that is read
 * after that, so an approval that was shown once is never taken back.
 */
async function isHeld({ database }: Application, agent: string, id: string): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [proposal] = await transaction.query<{ tool: string }>(sql`
      select tool from proposal where id = ${id} and agent = ${agent} and run_id is null for share`);
    if (!proposal) throw notFound('proposal');
    const [execution] = await transaction.query<{ held: boolean }>(sql`
      select clock_timestamp() < hold_until as held from execution
      where proposal_id = ${id} and status = 'ready' order by created_at desc limit 1`);
    return execution !== undefined && (execution.held || (await isHalted(transaction, agent, proposal.tool)));
  });
}
