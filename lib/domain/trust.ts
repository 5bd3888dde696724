import { z } from 'zod';
import { modelSettings } from './model-settings';

/**
 * What stands around an agent's model: a section a part, each with its defaults, so that what nobody set follows the
 * code. Set per agent and frozen into a run when it starts.
 */
export const trustSettings = z.strictObject({
  models: modelSettings.prefault({}),
});
export type TrustSettings = z.infer<typeof trustSettings>;

/** The settings of an agent that sets nothing. */
export const defaultTrust: TrustSettings = trustSettings.parse({});
