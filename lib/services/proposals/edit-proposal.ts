import { confirmationOf, type Confirmation } from '@/lib/domain/confirmation';
import { mayDecide } from '@/lib/domain/entitlement';
import { CountersignError } from '@/lib/domain/errors';
import { asSentence } from '@/lib/domain/sentence';
import { canonicalText } from '@/lib/gate/intake';
import { judgeWrite, type JudgedWrite, type PreviewedWrite } from '@/lib/gate/judge-write';
import type { JsonObject } from '@/lib/domain/json';
import type { PolicyVerdict } from '@/lib/domain/policy';
import type { Transaction } from '@/lib/domain/sql';
import type { WriteTool } from '@/lib/domain/tool';
import { provenanceAfterEdit } from '@/lib/gate/provenance/after-edit';
import type { ChainResult } from '@/lib/gate/preview-chain';
import { askedTooFor } from '@/lib/store/proposals/ask-group-too';
import { findEffects } from '@/lib/store/proposals/find-effects';
import { readPolicy } from '@/lib/store/policies/read-policy';
import type { LockedGroup, LockedProposal } from '@/lib/store/proposals/lock-proposal';
import { storeVersion } from '@/lib/store/proposals/store-version';
import type { Application } from '../application';
import { approveProposal } from './approve-proposal';
import type { Deciding } from './deciding';
import { judgedRunOf, previewGroup, toolOf } from './group-chain';
import { requireConfirmation } from './require-confirmation';
import { refreshLaterSiblings } from './refresh-proposal';

/** What an edit would make of a proposal, checked and judged like a new call. */
export interface EditedProposal {
  write: PreviewedWrite;
  judged: JudgedWrite;
  policyVersion: number;
  effectKey: string | null;
  results: ReadonlyMap<string, ChainResult>;
  /** What its approver has to type, if anything. */
  confirmation: Confirmation | null;
}

/**
 * Passes edited arguments through all layers of the gate as they are now, for the requester and not the editor.
 * Throws invalid_fields with pointers under `/args`, or denied_by_policy. The stricter verdict of original and edited
 * counts, so an edit never needs fewer approvals than what it replaces.
 */
export async function judgeEdit(
  app: Application,
  transaction: Transaction,
  group: LockedGroup,
  args: JsonObject,
): Promise<EditedProposal> {
  const { proposal } = group;
  const results = await previewGroup(app, transaction, group, {
    proposalId: proposal.id,
    canonical: canonicalText(args),
  });
  const write = results.get(proposal.id);
  if (!write) throw new CountersignError('already_decided', `This proposal is already ${proposal.status}.`);
  if (!write.ok) throw invalidArguments(write);
  const tool = toolOf(app, group, proposal);
  const policy = await readPolicy(transaction, proposal.tool);
  const judged = judgeWrite(tool, write, policy, judgedRunOf(group, proposal), proposal.version + 1);
  if (judged.verdict.verdict === 'deny') {
    throw new CountersignError(
      'denied_by_policy',
      `Policy does not allow these arguments (${judged.verdict.gatedBy}). Nothing was sent.`,
    );
  }
  const effectKey = await freeEffectKey(transaction, tool, write, proposal);
  const verdict = stricterOf(judged.verdict, proposal);
  const approvers = [
    ...new Set([...verdict.approvers, ...(await askedTooFor(transaction, proposal.id, verdict.approvers))]),
  ];
  return {
    write,
    judged: { ...judged, verdict: { ...verdict, approvers } },
    policyVersion: policy.version,
    effectKey,
    results,
    confirmation: confirmationOf(policy.body.friction, write.args),
  };
}

function stricterOf(edited: PolicyVerdict, original: LockedProposal): PolicyVerdict {
  const approvals = Math.max(edited.approvals, original.requiredApprovals, 1);
  const approvers = edited.approvers.length > 0 ? edited.approvers : original.approvers;
  return { ...edited, verdict: 'require_approval', approvals, approvers };
}

/** The effect the edit stands for, unless it is another one than before that is proposed already. */
async function freeEffectKey(
  transaction: Transaction,
  tool: WriteTool,
  write: PreviewedWrite,
  original: LockedProposal,
): Promise<string | null> {
  const key = tool.effectKey(write.args);
  if (key === null || key === tool.effectKey(JSON.parse(original.args) as JsonObject)) return key;
  if (!(await findEffects(transaction, [key])).waiting.has(key)) return key;
  const message = 'Another proposal for this very effect is already waiting.';
  throw new CountersignError('invalid_fields', `${message} Nothing was sent.`, {
    errors: [{ pointer: '/args', message }],
  });
}

/** Makes version + 1 with the edited arguments, and is its editor's approval of it. */
export async function editProposal(deciding: Deciding): Promise<void> {
  const { app, transaction, group, actor, input, decisionId } = deciding;
  const { proposal } = group;
  const edited = await judgeEdit(app, transaction, group, input.args ?? {});
  const before = { args: JSON.parse(proposal.args) as JsonObject, provenance: proposal.provenance };
  const provenance = provenanceAfterEdit(before, edited.write.args, actor.name);
  const { viewHash } = edited.judged;
  if (input.editedViewHash !== undefined && input.editedViewHash !== viewHash) {
    throw new CountersignError(
      'changed_since',
      'The preview of your edit is out of date. Look at it again. Nothing was sent.',
    );
  }
  if (!mayDecide(actor, { requesterId: proposal.requesterId, approvers: edited.judged.verdict.approvers })) {
    throw new CountersignError(
      'not_entitled',
      'You are not among the people who may approve these arguments. Nothing was sent.',
    );
  }
  requireConfirmation(deciding, edited.write.args);
  const version = proposal.version + 1;
  await storeVersion(transaction, proposal, { version, ...edited, provenance });
  await approveProposal(transaction, { ...proposal, args: edited.write.canonical }, actor, {
    decisionId,
    verdict: 'edit',
    version,
    viewHash,
    args: edited.write.canonical,
    requiredApprovals: edited.judged.verdict.approvals,
    holdSeconds: proposal.holdSeconds,
    policyVersion: edited.policyVersion,
    toolHash: edited.judged.toolHash,
    visibleMs: input.visibleMs,
  });
  await refreshLaterSiblings(app, transaction, group, proposal.position, edited.results);
}

function invalidArguments(result: Extract<ChainResult, { ok: false }>): CountersignError {
  const found = result.errors.length > 0 ? result.errors : [{ pointer: '', message: result.refusal.message }];
  const errors = found.map(({ pointer, message }) => ({ pointer: `/args${pointer}`, message }));
  return new CountersignError('invalid_fields', `${asSentence(result.refusal.message)} Nothing was sent.`, { errors });
}
