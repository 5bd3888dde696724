import type { Json } from './json';

export const FACT_NAMES = ['args', 'agent', 'requester', 'target', 'run', 'tool'] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** What a condition may look at: the arguments, who asks through which agent, the before-state, the run so far, the tool. */
export type Facts = Record<FactName, Json>;

/** The facts that are of this moment and stand neither in the arguments nor in the preview; kept with the proposal. */
export type Circumstances = Pick<Facts, 'agent' | 'requester' | 'run' | 'tool'>;
