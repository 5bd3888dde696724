import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import type { Clock, EnginePorts, ModelCatalog } from '@/lib/engine/ports';
import { startWorker, type RunQueue, type Worker } from '@/lib/engine/worker';
import { createEngineStore } from '@/lib/store/engine-store';
import type { Listener } from '@/lib/store/listener';
import { createRunQueue } from '@/lib/store/run-queue';
import type { Application } from './application';
import { haltWhenRestored } from './halt/halt-when-restored';
import { log, loggedWith } from './log';
import { lookForWork, settleWhatIsDue } from './fall-due';

/** How long a worker that fell silent holds its runs: with the poll of another they are resumed within three seconds. */
export const LEASE_MS = 2400;
const OPTIONS = { concurrency: 8, pollMs: 500, expireMs: 2000, answerMs: 2500, finishMs: 5500 };

const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** Starts a worker of this process on the application's database; `stop` hands unfinished runs back. */
export function startEngine(app: Application, listener: Listener, models: ModelCatalog): Worker {
  return startEngineOn(app, listener, createEnginePorts(app, models), LEASE_MS);
}

/** The engine's outside world: this application's database and agents, and these models. */
export function createEnginePorts(app: Application, models: ModelCatalog): EnginePorts {
  return {
    store: createEngineStore(app.database),
    models,
    clock: systemClock,
    newId: uuidv7,
    during: loggedWith,
    strictEvents: process.env.NODE_ENV !== 'production',
    report: (error, context) => log.error({ err: error, ...context }, 'A run step failed'),
    agent(name) {
      const agent = app.registry.agents.get(name);
      if (!agent) throw new Error(`The agent "${name}" is not part of this deployment.`);
      return agent;
    },
  };
}

/** Starts a worker whose engine sees the world through these ports and holds its runs by leases of this length. */
export function startEngineOn(app: Application, listener: Listener, ports: EnginePorts, leaseMs: number): Worker {
  const queue = createRunQueue(app.database, listener, {
    owner: uuidv7(),
    leaseMs,
    look: () => lookForWork(app.database),
    expire: () => settleWhatIsDue(app),
  });
  return startWorker(
    ports,
    claimAfter(() => haltWhenRestored(app.database), queue),
    { ...OPTIONS, renewMs: leaseMs / 3 },
  );
}

/** The queue, from which nothing is claimed before this check has succeeded once. */
function claimAfter(check: () => Promise<unknown>, queue: RunQueue): RunQueue {
  let checked = false;
  return {
    ...queue,
    async claim(limit) {
      if (!checked) await check();
      checked = true;
      return queue.claim(limit);
    },
  };
}
