import { z } from 'zod';
import type { TransitionTable } from './transition';

export const executionStatus = z.enum(['ready', 'claimed', 'dispatching', 'succeeded', 'failed', 'unknown', 'aborted']);
export type ExecutionStatus = z.infer<typeof executionStatus>;

/** Never `unknown → ready`: a redo is a new proposal with its own approval. */
export const executionTransitions: TransitionTable<ExecutionStatus> = {
  ready: ['claimed', 'aborted'],
  claimed: ['ready', 'aborted', 'dispatching'],
  dispatching: ['succeeded', 'failed', 'unknown'],
  unknown: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
  aborted: [],
};
