import type { Tone } from '@/components/ui/badge';
import type { RunStatus } from '@/lib/domain/run';

const tones: Record<RunStatus, Tone> = {
  queued: 'neutral',
  running: 'accent',
  awaiting: 'warning',
  parked: 'danger',
  succeeded: 'success',
  escalated: 'warning',
  failed: 'danger',
  cancelled: 'neutral',
};

/** The colour of a run's status. */
export function runTone(status: RunStatus): Tone {
  return tones[status];
}
