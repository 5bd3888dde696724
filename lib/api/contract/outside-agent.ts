import { z } from 'zod';
import { json, jsonObject } from '@/lib/domain/json';
import { outsideAgentName, outsideTool } from '@/lib/domain/outside-agent';
import { agentView } from './agent';
import { pageOf } from './page';
import { time } from './time';

/**
 * `POST /agents`. An owner who is a user here, by e-mail address, is the requester of all the agent proposes and can't
 * decide on it. Registering a name again makes its next version, with a new token.
 */
export const registerAgentBody = z.strictObject({
  name: outsideAgentName,
  owner: z.string().trim().min(1).max(200),
  purpose: z.string().trim().min(1).max(4000),
  tools: z.array(outsideTool).min(1).max(200),
});
export type RegisterAgentInput = z.infer<typeof registerAgentBody>;

/** Both secrets are shown this once; `signingSecret` is what callbacks are signed with. */
export const registerAgentAnswer = z.object({ agent: agentView, token: z.string(), signingSecret: z.string() });
export type RegisterAgentAnswer = z.infer<typeof registerAgentAnswer>;

/** An outside agent in the list; `tools` are named as policies know them. */
const outsideAgentView = z.object({
  name: z.string(),
  version: z.int(),
  owner: z.string(),
  purpose: z.string(),
  tools: z.array(z.string()),
  enabled: z.boolean(),
  registeredAt: time,
  revokedAt: time.optional(),
});

export const outsideAgentPage = pageOf(outsideAgentView);
export type OutsideAgentList = Pick<z.infer<typeof outsideAgentPage>, 'items'>;

const described = jsonObject.nullable().optional();

/**
 * `POST /proposals`, with the agent's own token. `before` and `after` are the touched records, sparse documents from the
 * root of the agent's system; without them people see the arguments alone. `effectKey` names the effect in the real
 * world, in place of the one its tool's template makes. `callbackUrl` is told the decision.
 */
export const proposeBody = z.strictObject({
  agent: z.string().min(1).max(100),
  tool: z.string().min(1).max(100),
  args: jsonObject,
  effectKey: z.string().min(1).max(500).optional(),
  summary: z.string().trim().min(1).max(500),
  before: described,
  after: described,
  callbackUrl: z.string().min(1).max(2000).optional(),
});
export type ProposeInput = z.infer<typeof proposeBody>;

/** `POST /proposals/:id/outcome`. `result` is any JSON value: what the tool answered, or what went wrong. */
export const outcomeBody = z.strictObject({
  status: z.enum(['succeeded', 'failed', 'unknown']),
  result: json.optional(),
});
export type OutcomeInput = z.infer<typeof outcomeBody>;
