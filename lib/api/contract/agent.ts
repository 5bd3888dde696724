import { z } from 'zod';
import { agentSettings } from '@/lib/domain/agent-settings';
import { intent } from '@/lib/domain/front-door';
import { runLimits } from '@/lib/domain/run';
import { trustSettings } from '@/lib/domain/trust';
import { pageOf, pageQuery } from './page';
import { time } from './time';
import { person } from './user';

/** What an agent's own code says, which holds where nobody set anything. `frontDoor` is null when it has none. */
const agentDefaults = z.object({
  limits: runLimits,
  trust: trustSettings,
  frontDoor: z.object({ scope: z.string(), intents: z.array(intent) }).nullable(),
});

/** An agent and its settings. Version 1 is the code's own limits until someone saves. */
export const agentView = z.object({
  name: z.string(),
  title: z.string(),
  version: z.int(),
  limits: runLimits,
  trust: trustSettings,
  enabled: z.boolean(),
  tools: z.array(z.string()),
  defaults: agentDefaults,
  /** Who saved this version, and when; absent when nobody did. */
  author: person.optional(),
  createdAt: time.optional(),
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

const { models, knowledge, frontDoor, confidence, context, watchers, answers } = trustSettings.shape;

/** Its sections without their defaults, so that one that is left out can be told from one that is set. */
const savedTrust = z.strictObject({
  models: models.unwrap().optional(),
  knowledge: knowledge.unwrap().optional(),
  frontDoor: frontDoor.unwrap().optional(),
  confidence: confidence.unwrap().optional(),
  context: context.unwrap().optional(),
  watchers: watchers.unwrap().optional(),
  answers: answers.unwrap().optional(),
});

const savedAgent = z.strictObject({
  limits: z.strictObject(runLimits.shape),
  /** What is set stays where it, or one of its sections, is left out. */
  trust: savedTrust.optional(),
  enabled: z.boolean(),
  /** Why it is changed. */
  reason: z.string().trim().min(1).max(1000).optional(),
  name: readOnly,
  title: readOnly,
  version: readOnly,
  tools: readOnly,
  defaults: readOnly,
  author: readOnly,
  createdAt: readOnly,
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

export const listAgentVersionsQuery = z.strictObject(pageQuery);
export type ListAgentVersionsInput = z.infer<typeof listAgentVersionsQuery>;

/** One version of an agent's settings and what stood before it; without a reason when a program saved it and gave none. */
const agentVersionView = z.object({
  version: z.int(),
  author: person,
  reason: z.string().optional(),
  createdAt: time,
  settings: agentSettings,
  before: agentSettings,
});
export type AgentVersionView = z.infer<typeof agentVersionView>;
export const agentVersionPage = pageOf(agentVersionView);
export type AgentVersionPage = z.infer<typeof agentVersionPage>;
