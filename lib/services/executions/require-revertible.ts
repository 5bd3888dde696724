import { CountersignError } from '@/lib/domain/errors';
import type { ExecutionStatus } from '@/lib/domain/execution';
import { momentText } from '@/lib/domain/sentence';
import { sql, type Transaction } from '@/lib/domain/sql';
import { isWriteTool, undoSecondsOf, type WriteTool } from '@/lib/domain/tool';
import { findReverts, type Revert } from '@/lib/store/executions/find-reverts';
import type { RevertibleExecution } from '@/lib/store/executions/lock-revertible';
import { isHalted } from '@/lib/store/halts/is-halted';
import type { Application } from '../application';

/** A tool whose effects can be undone. */
export type RevertibleTool = WriteTool & Required<Pick<WriteTool, 'revert'>>;

/**
 * The one place that says whether an execution may be undone now; whatever else must stop an undo is asked here too.
 * Gives the tool that does it. Throws not_reversible, with how to make the effect good by hand, or halted.
 */
export async function requireRevertible(
  app: Application,
  transaction: Transaction,
  original: RevertibleExecution,
): Promise<RevertibleTool> {
  const tool = app.registry.tools.get(original.tool);
  if (!tool || !isWriteTool(tool)) {
    throw notReversible('This was not done by a tool of this deployment, so it has to be undone where it was done.');
  }
  if (original.isRevert) throw notReversible('This is itself the undoing of something. Propose the change anew.');
  if (original.status !== 'succeeded') throw notReversible(WHY_NOT[original.status]);
  if (!tool.revert) throw notReversible('This cannot be undone.', tool);
  const [latest] = await findReverts(transaction, sql`original.id = ${original.id}`);
  if (latest && latest.status !== 'failed' && latest.status !== 'aborted') throw notReversible(alreadyUndone(latest));
  if (await isHalted(transaction, original.agent, tool.name)) throw halted();
  const until = undoableUntil(tool, original.settledAt);
  if (until && until <= original.readAt) {
    throw notReversible(`Undo was offered until ${momentText(until)} and no longer is.`, tool);
  }
  return { ...tool, revert: tool.revert };
}

/** Until when the effect of an execution that succeeded at this time may be undone; null when it never may. */
export function undoableUntil(tool: WriteTool, settledAt: Date | null): Date | null {
  const seconds = undoSecondsOf(tool);
  return seconds === null || settledAt === null ? null : new Date(settledAt.getTime() + seconds * 1000);
}

const NOT_YET = 'This has not run yet, so there is nothing to undo. Take the approval back instead.';
const WHY_NOT: Record<Exclude<ExecutionStatus, 'succeeded'>, string> = {
  ready: NOT_YET,
  claimed: NOT_YET,
  dispatching: 'This is being sent right now. Look again in a moment.',
  failed: 'This failed, so there is nothing to undo.',
  aborted: 'This never ran, so there is nothing to undo.',
  unknown: 'Nobody knows whether this took effect. Find that out first; it waits in the inbox.',
};

function alreadyUndone({ status, actorName, createdAt, settledAt }: Revert): string {
  const when = momentText(settledAt ?? createdAt);
  if (status === 'succeeded') return `${actorName} undid this already at ${when}.`;
  if (status === 'unknown') {
    return `${actorName} undid this at ${when}, but no answer came. Somebody has to find out; it waits in the inbox.`;
  }
  return `${actorName} is undoing this right now.`;
}

function halted(): CountersignError {
  return new CountersignError(
    'halted',
    'The kill switch is on for this, for undoing too. Nothing was undone; try again when it is off.',
  );
}

function notReversible(why: string, tool?: WriteTool): CountersignError {
  const byHand = tool ? ` By hand: ${tool.repair}` : '';
  return new CountersignError('not_reversible', `${why} Nothing was undone now.${byHand}`);
}
