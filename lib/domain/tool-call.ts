import { z } from 'zod';

/**
 * Where one call of a turn stands. `ready` reads are about to run, `awaiting` writes have an unsettled proposal;
 * every other status is settled and becomes exactly one tool result.
 */
export const toolCallStatus = z.enum([
  'ready',
  'awaiting',
  'succeeded',
  'failed',
  'refused',
  'rejected',
  'responded',
  'expired',
  'cancelled',
  'unknown',
]);
export type ToolCallStatus = z.infer<typeof toolCallStatus>;

/** True when the call has its final result and blocks the next model call no longer. */
export function isSettled(status: ToolCallStatus): boolean {
  return status !== 'ready' && status !== 'awaiting';
}

/**
 * The layer of the gate that refused a call: how its arguments were written, their schema, the state of things, whom it
 * was for, its repetition, or policy with the limits on what may wait.
 */
export const gateLayer = z.enum(['intake', 'schema', 'semantic', 'authorization', 'repetition', 'policy']);
export type GateLayer = z.infer<typeof gateLayer>;
