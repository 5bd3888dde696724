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

/** How long an outside agent has, from the moment it may act, to report the outcome; then a person is asked. */
export const REPORT_WITHIN_SECONDS = 86_400;
