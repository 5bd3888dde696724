import type { Friction } from '@/lib/domain/policy';
import type { ModelBlock } from '@/lib/domain/model';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import { findReverts } from '@/lib/store/executions/find-reverts';
import type { Decision, Execution, Proposal } from '@/lib/store/generated/client';
import { readOutsideView } from '@/lib/store/outside/read-outside-view';
import { findRevised } from './find-revised';
import { countStandingApprovals } from '@/lib/store/proposals/count-standing-approvals';

interface Beside {
  /** The database's clock, which deadlines go by. */
  readAt: Date;
  requesterName: string | null;
  conversationId: string | null;
  /** What the model said in the step that proposed it. */
  blocks: ModelBlock[] | null;
  supersededBy: string | null;
  /** What the policy in force wants typed before an approval counts. */
  friction: Friction | null;
  /** The last other proposal of the same effect that took place before this one was settled. */
  sameEffectId: string | null;
  sameEffectAt: Date | null;
  /** Whom it is put to when nobody decides, since when or from when on. */
  escalationGroup: string | null;
  escalationAt: Date | null;
  escalationAsked: boolean;
}

/** A proposal's row with what its view needs beside it; null when there is none. */
export async function loadProposal(database: Database, id: string) {
  return database.transaction(async (transaction) => {
    const [[proposal], decisions, [execution]] = await Promise.all([
      readProposal(transaction, id),
      transaction.query<Decision & { actorName: string | null }>(sql`
        select decision.*, person.name as actor_name
        from decision left join app_user person on person.id = decision.actor_id
        where proposal_id = ${id} order by decided_at, decision.id`),
      transaction.query<Execution>(sql`
        select * from execution where proposal_id = ${id} order by created_at desc limit 1`),
    ]);
    if (!proposal) return null;
    // Most have none of these, and are not asked for them.
    const [[revert], outside, givenApprovals, revises] = await Promise.all([
      execution?.status === 'succeeded' ? findReverts(transaction, sql`proposal.id = ${id}`) : [],
      proposal.runId === null ? readOutsideView(transaction, id) : null,
      decisions.length === 0 ? 0 : countStandingApprovals(transaction, id, proposal.version),
      findRevised(transaction, proposal),
    ]);
    return { ...proposal, decisions, execution, revert, outside, givenApprovals, revises };
  });
}

function readProposal({ query }: Transaction, id: string): Promise<(Proposal & Beside)[]> {
  return query<Proposal & Beside>(sql`
    select proposal.*, now() as read_at, same_effect.*, step.blocks, run.conversation_id,
           (select name from app_user where id = proposal.requester_id) as requester_name,
           (select body -> 'friction' from policy_version where tool = proposal.tool
            order by version desc limit 1) as friction,
           (select next.id from proposal next where next.supersedes_id = proposal.id limit 1) as superseded_by,
           escalation.group_name as escalation_group, coalesce(escalation.asked_at, escalation.due_at) as escalation_at,
           escalation.asked_at is not null as escalation_asked
    from proposal
    left join proposal_escalation escalation on escalation.proposal_id = proposal.id
    left join run on run.id = proposal.run_id
    left join tool_call on tool_call.id = proposal.tool_call_id
    left join step on step.run_id = proposal.run_id and step.index = tool_call.step_index
    left join lateral (
      select other.id as same_effect_id, execution.settled_at as same_effect_at
      from proposal other join execution on execution.proposal_id = other.id and execution.status = 'succeeded'
      where other.effect_key = proposal.effect_key and other.id <> proposal.id
        and execution.settled_at < coalesce(proposal.settled_at, now())
        and not exists (
          select from execution undone where undone.reverts_execution_id = execution.id and undone.status = 'succeeded')
      order by execution.settled_at desc limit 1
    ) same_effect on true
    where proposal.id = ${id}`);
}

export type LoadedProposal = NonNullable<Awaited<ReturnType<typeof loadProposal>>>;
