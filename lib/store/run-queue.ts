import type { RunQueue } from '@/lib/engine/worker';
import type { Database } from './database';
import type { Listener } from './listener';
import { claimRuns } from './runs/claim-runs';
import { releaseRun } from './runs/release-run';
import { renewLeases } from './runs/renew-leases';

/** The run table as the queue: rows with a lease and a fence. `owner` names this worker among all of them. */
export function createRunQueue(
  database: Database,
  listener: Listener,
  options: { owner: string; leaseMs: number } & Pick<RunQueue, 'look' | 'expire'>,
): RunQueue {
  const { owner, leaseMs, look, expire } = options;
  return {
    look,
    claim: (limit) => claimRuns(database, owner, leaseMs, limit),
    renew: (runIds) => renewLeases(database, owner, runIds, leaseMs),
    release: (claim, error) => releaseRun(database, claim, error),
    expire,
    onHint: (callback) => listener.on('run_queued', callback),
  };
}
