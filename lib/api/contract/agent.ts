import { z } from 'zod';
import { runLimits } from '@/lib/domain/run';
import { trustSettings } from '@/lib/domain/trust';
import { time } from './time';

/** An agent and its settings. Version 1 is the code's own limits until someone saves. */
export const agentView = z.object({
  name: z.string(),
  title: z.string(),
  version: z.int(),
  limits: runLimits,
  trust: trustSettings,
  enabled: z.boolean(),
  tools: z.array(z.string()),
  /** Of an outside agent: who answers for it, and what it is for. */
  owner: z.string().optional(),
  purpose: z.string().optional(),
  /** When its token was ended. */
  revokedAt: time.optional(),
});
export type AgentView = z.infer<typeof agentView>;

export const agentAnswer = z.object({ agent: agentView });
export type AgentAnswer = z.infer<typeof agentAnswer>;

const readOnly = z.unknown().optional();

const savedAgent = z.strictObject({
  limits: runLimits,
  /** What is set stays when it is left out. */
  trust: trustSettings.optional(),
  enabled: z.boolean(),
  name: readOnly,
  title: readOnly,
  version: readOnly,
  tools: readOnly,
  owner: readOnly,
  purpose: readOnly,
  revokedAt: readOnly,
});

/**
 * `PUT /agents/:name`, with `If-Match: <version>`: the agent as GET gave it, inside its `agent` member or without it;
 * members nobody sets are ignored.
 */
export const saveAgentBody = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && 'agent' in body ? body.agent : body),
  savedAgent,
);
export type SaveAgentInput = z.infer<typeof saveAgentBody>;
