import { z } from 'zod';
import { budgetCaps, spendKind } from '@/lib/domain/spend';
import { time } from './time';

/** The organisation's hard caps. Version 0 is before anybody set any. */
export const budgetView = budgetCaps.extend({
  version: z.int(),
  savedBy: z.string().optional(),
  savedAt: time.optional(),
});
export type BudgetView = z.infer<typeof budgetView>;
export const budgetAnswer = z.object({ budget: budgetView });
export type BudgetAnswer = z.infer<typeof budgetAnswer>;

const readOnly = z.unknown().optional();

/**
 * `PUT /budget`, with `If-Match: <version>`: the budget as GET gave it, inside its `budget` member or without it; members
 * nobody sets are ignored.
 */
export const saveBudgetBody = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && 'budget' in body ? body.budget : body),
  budgetCaps.extend({ version: readOnly, savedBy: readOnly, savedAt: readOnly }),
);

const dollars = z.number();
/** Spent so far, what it will have come to at the end, and the cap; null is no cap. */
const period = z.object({ usd: dollars, forecastUsd: dollars, capUsd: dollars.nullable() });

/** `GET /costs`: days are UTC's, the last of `days` is today. */
export const costsQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(92).default(30) });
export const costsAnswer = z.object({
  today: period,
  month: period,
  /** Dollars a day, on which the forecasts rest. */
  perDayUsd: dollars,
  days: z.array(z.object({ day: z.iso.date(), usd: dollars, modelUsd: dollars, toolUsd: dollars })),
  /** This month's, dearest first. */
  agents: z.array(
    z.object({ agent: z.string(), todayUsd: dollars, monthUsd: dollars, dailyCapUsd: dollars.nullable() }),
  ),
  /** This month's, by what a model was asked for and which, and by tool; dearest first. */
  parts: z.array(
    z.object({
      kind: spendKind,
      name: z.string(),
      calls: z.int(),
      inputTokens: z.int(),
      outputTokens: z.int(),
      cacheReadTokens: z.int(),
      cacheWriteTokens: z.int(),
      usd: dollars,
    }),
  ),
});
export type CostsAnswer = z.infer<typeof costsAnswer>;
