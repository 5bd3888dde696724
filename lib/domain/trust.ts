import { z } from 'zod';
import { confidenceSettings } from './confidence';
import { frontDoorSettings } from './front-door';
import { contextSettings } from './context-settings';
import { modelSettings } from './model-settings';

/** Looking things up in the knowledge base: whether the agent may, and how many articles one search gives at most. */
const knowledgeSettings = z.strictObject({
  enabled: z.boolean().default(true),
  maxPassages: z.int().min(1).max(10).default(4),
});

/**
 * What stands around an agent's model: a section a part, each with its defaults, so that what nobody set follows the
 * code. Set per agent and frozen into a run when it starts.
 */
export const trustSettings = z.strictObject({
  models: modelSettings.prefault({}),
  knowledge: knowledgeSettings.prefault({}),
  frontDoor: frontDoorSettings.prefault({}),
  confidence: confidenceSettings.prefault({}),
  context: contextSettings.prefault({}),
});
export type TrustSettings = z.infer<typeof trustSettings>;

/** The settings of an agent that sets nothing. */
export const defaultTrust: TrustSettings = trustSettings.parse({});
