import { z } from 'zod';
import { runLimits } from './run';
import { trustSettings } from './trust';

/** All that an admin sets for an agent. */
export const agentSettings = z.strictObject({ limits: runLimits, trust: trustSettings, enabled: z.boolean() });
export type AgentSettings = z.infer<typeof agentSettings>;
