import { z } from 'zod';
import { modelPurpose } from './model';

/** What money is spent on: the purpose of a model call, or a tool. */
export const spendKind = z.enum([...modelPurpose.options, 'tool']);
export type SpendKind = z.infer<typeof spendKind>;

/** The organisation's hard caps in dollars; null is none. Days and months are UTC's. */
export const budgetCaps = z.strictObject({
  dailyUsd: z.number().positive().max(1_000_000).nullable(),
  monthlyUsd: z.number().positive().max(10_000_000).nullable(),
});
export type BudgetCaps = z.infer<typeof budgetCaps>;

/** The hard caps beside a run's own. */
export type CapName = 'conversation' | 'agent_day' | 'day' | 'month';

export interface Cap {
  name: CapName;
  usd: number;
}

/** What a model call may cost at most, kept for it under these caps before it is made. */
export interface Reservation {
  id: string;
  conversationId: string;
  agent: string;
  usd: number;
  /** After this many seconds whoever made it is taken to be gone. */
  seconds: number;
  caps: Cap[];
}

/** A cap that a call does not fit. `spentUsd` counts what other calls under way may cost. */
export interface ReachedCap {
  name: CapName;
  limitUsd: number;
  spentUsd: number;
}
