import { z } from 'zod';
import { runView } from './run';

/** `reply` answers in the thread, `resume` starts a run that goes on with guidance, `close` ends it. */
export const escalationOutcome = z.enum(['reply', 'resume', 'close']);
export type EscalationOutcome = z.infer<typeof escalationOutcome>;

/** `POST /escalations/:id/resolve`; the id is the inbox item's, which is the escalated run's. */
export const resolveEscalationBody = z
  .strictObject({ outcome: escalationOutcome, message: z.string().trim().min(1).max(20_000).optional() })
  .superRefine(({ outcome, message }, context) => {
    if (outcome === 'close' || message) return;
    const text = outcome === 'reply' ? 'A reply needs its text.' : 'Resuming needs guidance for the agent.';
    context.addIssue({ code: 'custom', path: ['message'], message: text });
  });
export type ResolveEscalationInput = z.infer<typeof resolveEscalationBody>;

/** `run` is the one that goes on, when the outcome is `resume`. */
export const resolveEscalationAnswer = z.object({
  escalation: z.object({ id: z.string(), conversationId: z.string(), outcome: escalationOutcome }),
  run: runView.optional(),
});
export type ResolveEscalationAnswer = z.infer<typeof resolveEscalationAnswer>;
