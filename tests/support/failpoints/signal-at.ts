import { z } from 'zod';
import { points, type Failpoints } from './points';

const failpoint = z.object({ runId: z.string(), point: z.enum(points), signal: z.enum(['SIGKILL', 'SIGSTOP']) });
export type SignalledPoint = z.infer<typeof failpoint>;

/** Sends this very process a signal when a run reaches a point; what the environment says is JSON. */
export function signalAt(text: string): Failpoints {
  const { runId, point, signal } = failpoint.parse(JSON.parse(text));
  let done = false;
  return {
    reach: async (reachedBy, reached) => {
      if (done || reachedBy !== runId || reached !== point) return;
      done = true;
      process.kill(process.pid, signal);
      // A killed process does not come here; a stopped one does when it is let go on.
      await new Promise(setImmediate);
    },
  };
}
