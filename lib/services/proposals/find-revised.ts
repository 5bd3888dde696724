import type { ProposalView } from '@/lib/api/contract/proposal';
import type { JsonObject } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';
import { sql, type Transaction } from '@/lib/domain/sql';

interface Rejected {
  id: string;
  args: string;
  preview: Preview;
  reason: string | null;
  actorId: string;
  actorName: string | null;
}

interface Proposed {
  id: string;
  runId: string | null;
  tool: string;
  proposedAt: Date;
  preview: unknown;
}

/**
 * What a proposal takes the place of: the last call of the same tool that a person rejected in its run before, on a
 * record this one touches too; a call that touches no record counts as about the same.
 */
export async function findRevised({ query }: Transaction, proposal: Proposed): Promise<ProposalView['revises']> {
  if (proposal.runId === null) return undefined;
  const rejected = await query<Rejected>(sql`
    select prior.id, prior.args, prior.preview, decision.reason, decision.actor_id, person.name as actor_name
    from proposal prior
    join decision on decision.proposal_id = prior.id and decision.verdict = 'reject'
    left join app_user person on person.id = decision.actor_id
    where prior.run_id = ${proposal.runId} and prior.tool = ${proposal.tool} and prior.status = 'rejected'
      and prior.id <> ${proposal.id} and prior.proposed_at < ${proposal.proposedAt}
    order by prior.proposed_at, prior.id`);
  const touched = recordsOf(proposal.preview as Preview);
  const about = rejected.filter(({ preview }) => overlap(recordsOf(preview), touched));
  const last = about.at(-1);
  if (!last) return undefined;
  return {
    proposalId: last.id,
    revision: about.length + 1,
    args: JSON.parse(last.args) as JsonObject,
    preview: last.preview,
    reason: last.reason ?? undefined,
    rejectedBy: { id: last.actorId, name: last.actorName ?? last.actorId },
  };
}

/** The records a preview changes, as the first two steps of their pointers. */
function recordsOf({ changes }: Preview): Set<string> {
  return new Set(changes.map(({ path }) => path.split('/').slice(1, 3).join('/')));
}

function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  if (left.size === 0 && right.size === 0) return true;
  return [...left].some((record) => right.has(record));
}
