import { z } from 'zod';
import type { EndedRun, EventDeclarations, TellEvent } from '@/lib/domain/business-event';

const cents = z.int().nonnegative();

/** What the sample tells of the shop's business. */
export const retailEvents: EventDeclarations = {
  order_cancelled: {
    description: 'A pending order was cancelled and its payments are refunded.',
    schema: z.strictObject({ reason: z.string(), refund_cents: cents }),
  },
  refund_offered: {
    description: 'A customer may send items back for a refund.',
    schema: z.strictObject({ items: z.int(), refund_cents: cents }),
  },
  credit_issued: {
    description: 'A customer got store credit as a goodwill.',
    schema: z.strictObject({ amount_cents: cents }),
  },
  handed_over: {
    description: 'A conversation went to a person.',
    schema: z.strictObject({ reason: z.string(), calls_before: z.int() }),
  },
};

/** Tells of every run that ended with a person. */
export function tellHandOver({ status, reason, calls }: EndedRun, event: TellEvent): void {
  if (status === 'escalated') event('handed_over', { reason: reason ?? 'unknown', calls_before: calls.length });
}
