import { z } from 'zod';
import { answerSettings } from './answer';
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
 * Patterns whose matches in replies are counted, by name: regular expressions in the syntax of RE2, matched in upper and lower
 * case alike.
 */
const watcherSettings = z
  .record(z.string().regex(/^[\w-]{1,60}$/), z.string().min(1).max(500))
  .refine((watchers) => Object.keys(watchers).length <= 20, 'There may be 20 watchers at most.')
  .default({ apologies: '\\b(sorry|apolog(y|ies|i[sz]e[sd]?|i[sz]ing))\\b' });

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
  watchers: watcherSettings,
  answers: answerSettings.prefault({}),
});
export type TrustSettings = z.infer<typeof trustSettings>;

/** The settings of an agent that sets nothing. */
export const defaultTrust: TrustSettings = trustSettings.parse({});
