import type { ConversationHistory } from './context';
import type { Claim, EnginePorts } from './ports';
import type { Stopwatch } from './stopwatch';

/** One worker's hold on one run, and what every part of the loop needs to carry a step out. */
export interface Advance {
  ports: EnginePorts;
  claim: Claim;
  stopwatch: Stopwatch;
  signal: AbortSignal;
  /** What came before the run in its conversation; read once a claim. */
  history?: Promise<ConversationHistory>;
}
