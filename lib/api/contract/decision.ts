import { z } from 'zod';
import { decisionVerdict, rejectionReason } from '@/lib/domain/decision';
import { json, jsonObject } from '@/lib/domain/json';
import { time } from './time';
import { person } from './user';

const words = z.string().trim().min(1).max(4000);

/**
 * `POST /proposals/:id/decisions`. `version` and `viewHash` are those of the view the person saw. An edit needs
 * `args`, a rejection its `reason` or `reasonCodes`, a response its `message`; an edit may carry the view hash its preview
 * gave. `visibleMs` is how long the card was in sight; it is kept for the record of how people review and decides nothing.
 * `typed` is what the approver typed where the proposal's `confirmation` asks for it.
 */
export const decisionBody = z
  .strictObject({
    verdict: decisionVerdict,
    version: z.int().min(1),
    viewHash: z.string().min(1).max(200),
    args: jsonObject.optional(),
    editedViewHash: z.string().min(1).max(200).optional(),
    reason: words.optional(),
    reasonCodes: z.array(rejectionReason).min(1).max(rejectionReason.options.length).optional(),
    message: words.optional(),
    visibleMs: z.int().min(0).max(86_400_000).optional(),
    typed: z.string().max(4000).optional(),
  })
  .superRefine(({ verdict, args, reason, reasonCodes, message }, context) => {
    const need = (path: string, text: string) => context.addIssue({ code: 'custom', path: [path], message: text });
    if (verdict === 'edit' && !args) need('args', 'An edit needs the arguments to run instead.');
    if (verdict === 'reject' && !reason && !reasonCodes) {
      need('reason', 'A rejection needs a reason; the agent reads it.');
    }
    if (verdict === 'respond' && !message) need('message', 'A response needs a message; the agent reads it.');
    if (verdict !== 'edit' && args) need('args', 'Only an edit carries arguments.');
  });
export type DecisionInput = z.infer<typeof decisionBody>;

/** A stored decision; `version` is the proposal's it counts for. */
export const decisionView = z.object({
  id: z.string(),
  proposalId: z.string(),
  version: z.int(),
  verdict: decisionVerdict,
  actor: person,
  args: json.optional(),
  reason: z.string().optional(),
  reasonCodes: z.array(z.string()).optional(),
  message: z.string().optional(),
  decidedAt: time,
});
export type DecisionView = z.infer<typeof decisionView>;
