import { z } from 'zod';
import { json } from './json';

export const runEventType = z.enum([
  'run.status',
  'step.started',
  'step.finished',
  'text.delta',
  'tool.called',
  'tool.finished',
  'proposal.created',
  'proposal.decided',
  'execution.finished',
  'run.finished',
]);
export type RunEventType = z.infer<typeof runEventType>;

/** An append-only fact of a run; `seq` is per run, from 1, without gaps, in commit order. */
export const runEvent = z.object({ seq: z.int(), at: z.string(), type: runEventType, data: json });
export type RunEvent = z.infer<typeof runEvent>;

/** An event before the store numbers and dates it. */
export interface NewRunEvent {
  type: RunEventType;
  data: z.infer<typeof json>;
}
