import type { Application } from '../application';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, type ToolContext, type WriteTool } from '@/lib/domain/tool';
import type { JudgedRun } from '@/lib/gate/facts';
import { previewChain, type ChainResult } from '@/lib/gate/preview-chain';
import { toolForCall } from '@/lib/tools/outside-tool';
import type { LockedGroup, LockedProposal } from '@/lib/store/proposals/lock-proposal';

/** The tool a proposal calls. Throws when this release, or its outside agent, no longer carries it. */
export function toolOf(
  app: Application,
  { outside }: Pick<LockedGroup, 'outside'>,
  proposal: Pick<LockedProposal, 'tool'>,
): WriteTool {
  if (outside?.tool) return toolForCall({ ...outside, tool: outside.tool });
  const tool = app.registry.tools.get(proposal.tool);
  if (!tool || !isWriteTool(tool)) throw new Error(`There is no writing tool named "${proposal.tool}".`);
  return tool;
}

/** Who calls, from which run, for policy on a version that waits: a threshold only keeps a call from running by itself. */
export function judgedRunOf(group: LockedGroup, { taint, confidence }: LockedProposal): JudgedRun {
  return { ...group, taint, confidence: confidence && confidence.value, proposalThreshold: 0 };
}

/** The context a group is checked and previewed in: always the requester's, whoever edits. */
function contextOf({ userId, customerId, agent, run }: LockedGroup, transaction: Transaction): ToolContext {
  return { transaction, requester: { userId, customerId }, agent, runId: run?.id ?? null };
}

/**
 * Previews the group's open writes again as things are now, in call order; `edited` stands in for the arguments of
 * one of them. Gives each proposal's result by its id.
 */
export async function previewGroup(
  app: Application,
  transaction: Transaction,
  group: LockedGroup,
  edited?: { proposalId: string; canonical: string },
): Promise<Map<string, ChainResult>> {
  const items = group.open.map((proposal) => ({
    tool: toolOf(app, group, proposal),
    inputText: proposal.id === edited?.proposalId ? edited.canonical : proposal.args,
  }));
  const results = await previewChain(items, contextOf(group, transaction));
  return new Map(group.open.flatMap((proposal, index) => (results[index] ? [[proposal.id, results[index]]] : [])));
}
