import { z } from 'zod';
import { eventSource } from '@/lib/domain/business-event';
import { figureName, figureTarget, figureUnit } from '@/lib/domain/figures';
import { time } from './time';

const moment = z.iso.datetime({ offset: true });
export const figureBucket = z.enum(['hour', 'day', 'month']);
export type FigureBucket = z.infer<typeof figureBucket>;

/**
 * `GET /metrics/summary`: of the last thirty days unless `since` and `until` say otherwise. Both are widened to whole
 * buckets, in UTC. Without `bucket` it is the one that draws the time well; hours are kept for 14 days.
 */
export const figuresQuery = z.strictObject({
  since: moment.optional(),
  until: moment.optional(),
  agent: z.string().min(1).max(100).optional(),
  tool: z.string().min(1).max(200).optional(),
  bucket: figureBucket.optional(),
});
export type FiguresInput = z.infer<typeof figuresQuery>;

/** `value` is null when nothing happened that it could be told from. */
const figureValue = z.object({ value: z.number().nullable(), numerator: z.number(), denominator: z.number() });

/** `ok` says whether the value is where the target wants it; null without a value or a target. */
const figure = figureValue.extend({ unit: figureUnit, target: figureTarget.optional(), ok: z.boolean().nullable() });
const figureValues = z.record(figureName, figureValue);

/** One tool's calls and what people decided on them. Times are milliseconds. */
const toolFigures = z.object({
  tool: z.string(),
  calls: z.int(),
  errors: z.int(),
  decisions: z.int(),
  approved: z.int(),
  edited: z.int(),
  rejected: z.int(),
  responded: z.int(),
  waitP50: z.number().nullable(),
  waitP90: z.number().nullable(),
  executions: z.int(),
  unknownOutcomes: z.int(),
});
export type ToolFigures = z.infer<typeof toolFigures>;

/** What was told of the business: how often, and the sums of the numbers that came with it; `series` as the figures' own. */
const eventFigures = z.object({
  name: z.string(),
  source: eventSource,
  count: z.int(),
  sums: z.record(z.string(), z.number()),
  series: z.array(z.object({ count: z.int(), sums: z.record(z.string(), z.number()) })),
});
export type EventFigures = z.infer<typeof eventFigures>;

/**
 * The figures. All that belongs to a run is counted at the time the run began. `waiting` facts are not counted yet; 10,000
 * stands for that many or more.
 */
export const figuresAnswer = z.object({
  since: time,
  until: time,
  bucket: figureBucket,
  agent: z.string().optional(),
  tool: z.string().optional(),
  figures: z.record(figureName, figure),
  series: z.array(z.object({ from: time, to: time, figures: figureValues })),
  tools: z.array(toolFigures),
  events: z.array(eventFigures),
  /** How runs ended, such as `succeeded` or `escalated:no_progress`, and how many did. */
  endings: z.record(z.string(), z.int()),
  known: z.object({ agents: z.array(z.string()), tools: z.array(z.string()) }),
  waiting: z.int(),
});
export type FiguresAnswer = z.infer<typeof figuresAnswer>;
