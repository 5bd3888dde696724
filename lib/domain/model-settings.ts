import { z } from 'zod';

const modelName = z.string().trim().min(1).max(200).nullable().default(null);
const cap = z.number().positive().max(1_000_000).nullable().default(null);

/** Which models an agent uses, and what they may cost together; what is null is the deployment's, or no cap. */
export const modelSettings = z.strictObject({
  act: modelName,
  classify: modelName,
  summarise: modelName,
  check: modelName,
  /** For turns that only have to phrase the answer, when it is cheaper by counted price. */
  actSimple: modelName,
  /** Asked when the usual one does not answer. */
  fallbackModel: modelName,
  /** Hard caps in dollars: of one conversation, and of the agent on one UTC day. */
  caps: z.strictObject({ conversationUsd: cap, dailyUsd: cap }).prefault({}),
});
