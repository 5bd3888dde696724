import type { DecisionVerdict } from '@/lib/domain/decision';
import type { JsonObject } from '@/lib/domain/json';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Circumstances } from '@/lib/domain/facts';

/** A call as policy judged it when it was proposed, and what came of it. */
export interface JudgedCall {
  id: string;
  summary: string;
  proposedAt: Date;
  agent: string;
  requesterId: string;
  customerId: string | null;
  reversibility: Exclude<ReversibilityClass, 'read_only'>;
  delivery: string;
  proposedArgs: string;
  target: JsonObject;
  /** Null for a call of a release that did not keep it. */
  circumstances: Circumstances | null;
  automatic: boolean;
  requiredApprovals: number;
  answer: DecisionVerdict | null;
}

/**
 * The calls of a tool since a moment, newest first, before the one given; each call once, however often its proposal had
 * to be made anew.
 */
export async function readJudgedCalls(
  { query }: Pick<Transaction, 'query'>,
  tool: string,
  since: Date,
  before: Pick<JudgedCall, 'id' | 'proposedAt'> | null,
  limit: number,
): Promise<JudgedCall[]> {
  return query<JudgedCall>(sql`
    select proposal.id, summary, proposed_at, agent, requester_id, reversibility, delivery, proposed_args,
           coalesce(first_target, preview -> 'before') as target, circumstances, settled_by is not null as automatic,
           required_approvals, (select customer_id from app_user where id = requester_id) as customer_id,
           (select decision.verdict from proposal same join decision on decision.proposal_id = same.id
            where same.id = proposal.id or same.supersedes_id = proposal.id
            order by decision.verdict in ('reject', 'edit') desc, decision.decided_at desc limit 1) as answer
    from proposal
    where tool = ${tool} and proposed_at >= ${since} and supersedes_id is null
      and (${before === null}::boolean or (proposed_at, proposal.id) < (${before?.proposedAt ?? since}, ${before?.id ?? ''}))
    order by proposed_at desc, proposal.id desc
    limit ${limit}`);
}
