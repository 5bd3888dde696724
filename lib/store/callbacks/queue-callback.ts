import { uuidv7 } from 'uuidv7';
import type { JsonObject } from '@/lib/domain/json';
import type { ProposalStatus } from '@/lib/domain/proposal';
import { sql, type Transaction } from '@/lib/domain/sql';
import { splitToolName } from '@/lib/domain/outside-agent';

interface Settled {
  agent: string;
  tool: string;
  status: ProposalStatus;
  version: number;
  args: string;
  proposedArgs: string;
  callbackUrl: string | null;
  settledAt: Date;
  executionId: string | null;
  executeBy: Date | null;
  dueAt: Date;
  reason: string | null;
  message: string | null;
}

/**
 * Puts what was decided on its way to the outside agent, when it gave a URL; the worker's timer sends it. An approval on
 * hold leaves when the hold is over, and never when it is taken back before: then only that is told.
 */
export async function queueCallback(transaction: Transaction, proposalId: string): Promise<void> {
  const [settled] = await transaction.query<Settled>(sql`
    select p.agent, p.tool, p.status, p.version, p.args, p.proposed_args, p.settled_at, said.callback_url,
           e.id as execution_id, e.execute_by, greatest(now(), case when p.status = 'approved' then e.hold_until end) as due_at,
           d.reason, d.message
    from proposal p
    join outside_proposal said on said.proposal_id = p.id
    left join execution e on e.proposal_id = p.id and e.proposal_version = p.version
    left join lateral (select reason, message from decision where proposal_id = p.id and verdict in ('reject', 'respond')
                       order by decided_at desc limit 1) d on p.status = 'rejected'
    where p.id = ${proposalId}`);
  if (!settled?.callbackUrl) return;
  await transaction.query(sql`
    update callback set status = 'dropped', settled_at = now() where proposal_id = ${proposalId} and status = 'pending'`);
  await transaction.query(sql`
    insert into callback (id, proposal_id, url, body, due_at)
    values (${uuidv7()}, ${proposalId}, ${settled.callbackUrl}, ${JSON.stringify(messageOf(proposalId, settled))},
            ${settled.dueAt})`);
}

/** The body of a callback: what was decided, and the arguments that may run. */
function messageOf(id: string, settled: Settled) {
  const { agent, tool, status, version, reason, message, executionId, executeBy } = settled;
  const approved = status === 'approved';
  return {
    type: `proposal.${status}`,
    timestamp: settled.settledAt.toISOString(),
    data: {
      proposal: {
        id,
        agent,
        tool: splitToolName(tool)?.tool ?? tool,
        version,
        status,
        args: JSON.parse(settled.args) as JsonObject,
        edited: settled.args !== settled.proposedArgs,
        ...(reason === null ? {} : { reason }),
        ...(message === null ? {} : { message }),
        ...(approved && executionId ? { executionId } : {}),
        ...(approved && executeBy ? { executeBy: executeBy.toISOString() } : {}),
      },
    },
  };
}
