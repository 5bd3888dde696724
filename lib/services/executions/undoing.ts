import { CountersignError } from '@/lib/domain/errors';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { Change } from '@/lib/domain/proposal';
import { asSentence } from '@/lib/domain/sentence';
import type { Transaction } from '@/lib/domain/sql';
import type { ExecutionContext, ToolError } from '@/lib/domain/tool';
import { timeLimitOf } from '@/lib/engine/time-limit';
import type { RevertibleExecution } from '@/lib/store/executions/lock-revertible';
import type { Actor } from '../application';
import type { RevertibleTool } from './require-revertible';

/** An undoing under way: the execution that does it and the one it undoes. */
export interface Undoing {
  id: string;
  idempotencyKey: string;
  actor: Actor;
  tool: RevertibleTool;
  original: RevertibleExecution;
}

/** Calls the tool's revert with what was approved: its arguments, and the records before and after it. */
export function callRevert(transaction: Transaction, undoing: Undoing): Promise<Json> {
  const { args, preview } = undoing.original;
  const { before, after } = preview;
  return undoing.tool.revert({ args: JSON.parse(args) as JsonObject, before, after }, contextOf(transaction, undoing));
}

/** The refusal of a tool's revert as a person reads it; `changes` go from what the execution left to what is now. */
export function changedSince(error: ToolError, changes: Change[]): CountersignError {
  return new CountersignError('changed_since', `${capitalized(asSentence(error.message))} ${error.hint}`, {
    body: { changes },
  });
}

/** What the tool is called with: the requester of the original, and a key of this execution alone. */
export function contextOf(transaction: Transaction, { tool, original, idempotencyKey }: Undoing): ExecutionContext {
  const { requesterId, customerId, agent, runId } = original;
  return {
    transaction,
    requester: { userId: requesterId, customerId },
    agent,
    runId,
    idempotencyKey,
    signal: AbortSignal.timeout(timeLimitOf(tool)),
    event: () => undefined,
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
