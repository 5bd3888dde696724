import { sql, type Transaction } from '@/lib/domain/sql';
import type { PolicyVerdict } from '@/lib/domain/policy';
import type { ValueProvenance } from '@/lib/domain/provenance';
import type { Preview } from '@/lib/domain/proposal';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { withAskedToo } from './ask-group-too';
import type { LockedProposal } from './lock-proposal';
import { tellProposer } from './tell-proposer';

interface NewVersion {
  version: number;
  write: { canonical: string; summary: string; preview: Preview; targetVersion: string };
  judged: { toolHash: string; viewHash: string; verdict: PolicyVerdict; reversibility: ReversibilityClass };
  policyVersion: number;
  effectKey: string | null;
  /** Absent when the arguments stay what they were; what a check found in the agent's goes with them. */
  provenance?: ValueProvenance[];
}

/**
 * Makes the next version of a pending proposal: what is seen and what would run, with given approvals reset. Its class only
 * becomes more careful, and what the target was when it was proposed stays on record.
 */
export async function storeVersion(
  transaction: Transaction,
  proposal: LockedProposal,
  { version, write, judged, policyVersion, effectKey, provenance }: NewVersion,
): Promise<void> {
  await transaction.query(sql`
    with renewed as (
      update proposal
      set version = ${version}, args = ${write.canonical}, summary = ${write.summary},
          preview = ${JSON.stringify(write.preview)}::json, target_version = ${write.targetVersion},
          tool_hash = ${judged.toolHash}, view_hash = ${judged.viewHash}, policy_version = ${policyVersion},
          gated_by = ${judged.verdict.gatedBy}, required_approvals = ${judged.verdict.approvals},
          approvers = ${withAskedToo(proposal.id, judged.verdict.approvers)}, effect_key = ${effectKey},
          reversibility = greatest(reversibility, ${judged.reversibility}::reversibility_class),
          first_target = coalesce(first_target, preview -> 'before'),
          provenance = ${JSON.stringify(provenance ?? proposal.provenance)}::json,
          findings = case when ${provenance !== undefined} then '[]'::jsonb else findings end
      where id = ${proposal.id} and status = 'pending' and version = ${proposal.version}
      returning id, summary, required_approvals, approvers, reversibility
    )
    update inbox_item
    set title = renewed.summary, reversibility = renewed.reversibility,
        required_approvals = renewed.required_approvals, given_approvals = 0, approvers = renewed.approvers
    from renewed where inbox_item.id = renewed.id`);
  const edited = write.canonical !== proposal.proposedArgs;
  await tellProposer(transaction, proposal, { version, status: 'pending', givenApprovals: 0, edited });
}
