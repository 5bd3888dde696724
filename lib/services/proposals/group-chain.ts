import type { Application } from '../application';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, type ToolContext, type WriteTool } from '@/lib/domain/tool';
import { previewChain, type ChainResult } from '@/lib/gate/preview-chain';
import type { LockedGroup, LockedProposal, LockedRun } from '@/lib/store/proposals/lock-proposal';

/** The tool a proposal calls. Throws when this release no longer carries it. */
export function toolOf(app: Application, proposal: Pick<LockedProposal, 'tool'>): WriteTool {
  const tool = app.registry.tools.get(proposal.tool);
  if (!tool || !isWriteTool(tool)) throw new Error(`There is no writing tool named "${proposal.tool}".`);
  return tool;
}

/** The context a run's proposals are checked and previewed in: always the requester's, whoever edits. */
function contextOf(run: LockedRun, transaction: Transaction): ToolContext {
  const requester = { userId: run.userId, customerId: run.customerId };
  return { transaction, requester, agent: run.agent, runId: run.id };
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
    tool: toolOf(app, proposal),
    inputText: proposal.id === edited?.proposalId ? edited.canonical : proposal.args,
  }));
  const results = await previewChain(items, contextOf(group.run, transaction));
  return new Map(group.open.flatMap((proposal, index) => (results[index] ? [[proposal.id, results[index]]] : [])));
}
