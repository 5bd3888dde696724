import { systemActor } from '@/lib/domain/audit';
import { errorText } from '@/lib/engine/refuse-call';
import type { Transaction } from '@/lib/domain/sql';
import { isStricter, type CurrentPolicy, type PolicyVerdict } from '@/lib/domain/policy';
import { canonicalText } from '@/lib/gate/intake';
import { judgeWrite, type PreviewedWrite } from '@/lib/gate/judge-write';
import type { ChainResult } from '@/lib/gate/preview-chain';
import { readPolicy } from '@/lib/store/policies/read-policy';
import { storeVersion } from '@/lib/store/proposals/store-version';
import type { LockedGroup, LockedProposal } from '@/lib/store/proposals/lock-proposal';
import { settleProposal } from '@/lib/store/proposals/settle-proposal';
import type { Application } from '../application';
import { judgedRunOf, toolOf } from './group-chain';

/** What drawing a pending proposal again found: another effect, or other rules for the same one. */
export type Refreshed = 'unchanged' | 'other_effect' | 'other_rules' | 'superseded';

/** A pending proposal, how it would be drawn now, and the policy in force for its tool. */
interface Redrawn {
  proposal: LockedProposal;
  result: ChainResult;
  policy: CurrentPolicy;
}

/**
 * Brings a pending proposal to what would happen now. A changed target, tool definition or stricter policy makes a
 * new version with its approvals reset; a write that can't be proposed any more is superseded and its call fails.
 */
export async function refreshProposal(
  app: Application,
  transaction: Transaction,
  group: LockedGroup,
  { proposal, result, policy }: Redrawn,
): Promise<Refreshed> {
  if (!result.ok) return supersede(transaction, proposal, errorText(result.refusal));
  const version = proposal.version + 1;
  const tool = toolOf(app, group, proposal);
  const judged = judgeWrite(tool, result, policy, judgedRunOf(group, proposal), version);
  const stood = verdictOf(proposal);
  const stricter = isStricter(judged.verdict, stood);
  if (stricter && judged.verdict.verdict === 'deny') {
    return supersede(transaction, proposal, `Error: policy no longer allows this call (${judged.verdict.gatedBy}).`);
  }
  const sameEffect = result.targetVersion === proposal.targetVersion && samePreview(result, proposal);
  if (sameEffect && !stricter && judged.toolHash === proposal.toolHash) return 'unchanged';
  const verdict = stricter ? judged.verdict : stood;
  await storeVersion(transaction, proposal, {
    version,
    write: result,
    judged: { ...judged, verdict },
    policyVersion: policy.version,
    effectKey: tool.effectKey(result.args),
  });
  return sameEffect ? 'other_rules' : 'other_effect';
}

/** The verdict a pending proposal stands under; loosening a policy releases nothing that already waits. */
function verdictOf(proposal: LockedProposal): PolicyVerdict {
  return {
    verdict: 'require_approval',
    approvals: proposal.requiredApprovals,
    approvers: proposal.approvers,
    gatedBy: proposal.gatedBy,
  };
}

/** Draws the pending proposals after `position` again, because an earlier sibling was rejected, edited or expired. */
export async function refreshLaterSiblings(
  app: Application,
  transaction: Transaction,
  group: LockedGroup,
  position: number,
  results: ReadonlyMap<string, ChainResult>,
): Promise<void> {
  for (const sibling of group.open) {
    const result = results.get(sibling.id);
    if (sibling.position <= position || sibling.status !== 'pending' || !result) continue;
    const policy = await readPolicy(transaction, sibling.tool);
    await refreshProposal(app, transaction, group, { proposal: sibling, result, policy });
  }
}

function samePreview(result: PreviewedWrite, proposal: LockedProposal): boolean {
  return canonicalText(result.preview.changes) === canonicalText(proposal.preview.changes);
}

async function supersede(transaction: Transaction, proposal: LockedProposal, error: string): Promise<Refreshed> {
  const call = { status: 'failed' as const, error };
  await settleProposal(transaction, proposal, { status: 'superseded', call, actor: systemActor('gate') });
  return 'superseded';
}
