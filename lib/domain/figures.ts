import { z } from 'zod';
import type { Spread } from './figure-buckets';

/** `share` is 0 to 1, `usd` dollars, `ms` milliseconds. */
export const figureUnit = z.enum(['count', 'share', 'steps', 'usd', 'ms']);
export type FigureUnit = z.infer<typeof figureUnit>;

/** Where a figure should be: above `min` or below `max`; with both, from one to the other, ends included. */
export const figureTarget = z.object({ min: z.number().optional(), max: z.number().optional() });
export type FigureTarget = z.infer<typeof figureTarget>;

export const figureName = z.enum([
  'volume',
  'completion',
  'escalations',
  'loops',
  'steps',
  'toolErrors',
  'timeP90',
  'timeP95',
  'costPerCompleted',
  'spend',
  'cacheHits',
  'approvalWaitP50',
  'approvalWaitP90',
  'edits',
  'rejections',
  'unknownOutcomes',
]);
export type FigureName = z.infer<typeof figureName>;

/** What a figure tells, its unit and its target. Runs that a person cancelled count as neither completed nor not. */
export const figureDefinitions: Record<FigureName, { unit: FigureUnit; target?: FigureTarget }> = {
  /** Runs that began. */
  volume: { unit: 'count' },
  /** Runs that succeeded, of those that ended. */
  completion: { unit: 'share', target: { min: 0.9 } },
  /** Runs that were handed to people, of those that ended. */
  escalations: { unit: 'share', target: { min: 0.1, max: 0.2 } },
  /** Runs stopped because they made no progress or repeated a call, of those that ended. */
  loops: { unit: 'share', target: { max: 0.02 } },
  /** Mean steps of the runs that ended, cancelled ones too. */
  steps: { unit: 'steps', target: { min: 3, max: 7 } },
  /** Calls that failed or were refused by a check, of those that came to a result without a person's no. */
  toolErrors: { unit: 'share', target: { max: 0.05 } },
  /** Time a worker held the runs that succeeded; waiting for people does not count. */
  timeP90: { unit: 'ms', target: { max: 30_000 } },
  timeP95: { unit: 'ms', target: { max: 30_000 } },
  /** Mean dollars of the runs that succeeded. */
  costPerCompleted: { unit: 'usd', target: { max: 0.5 } },
  /** Dollars of all runs that ended. */
  spend: { unit: 'usd' },
  /** Input tokens read from the provider's cache, of all input tokens. */
  cacheHits: { unit: 'share' },
  /** From proposal to a person's decision. */
  approvalWaitP50: { unit: 'ms' },
  approvalWaitP90: { unit: 'ms' },
  /** Decisions that edited the call, of all decisions by people. */
  edits: { unit: 'share' },
  rejections: { unit: 'share' },
  /** Effects of which nobody knew whether they took place; the denominator is all that were sent. */
  unknownOutcomes: { unit: 'count' },
};

/** Whether a value is where its target wants it; null when there is no value or no target. */
export function meetsTarget(value: number | null, target: FigureTarget | undefined): boolean | null {
  if (value === null || !target) return null;
  const { min, max } = target;
  if (min !== undefined && max !== undefined) return value >= min && value <= max;
  return min !== undefined ? value > min : value < (max ?? Infinity);
}

/** One row of what was counted; `spreads` of the amounts, none where they are not kept. */
export interface CountedRow {
  measure: string;
  label: string;
  count: number;
  total: number;
  spreads: readonly Spread[];
}

export interface FigureValue {
  /** Null when there is nothing to tell it from. */
  value: number | null;
  /** What the value was made from; of a percentile, how many amounts. */
  numerator: number;
  denominator: number;
}
