import { createModelCatalog } from '@/lib/model/catalog';
import { startFigures } from './figures/start-figures';
import { hints } from './hints';
import { getApplication } from './boot';
import { startNotices } from './notices/start-notices';
import { startCallbacks } from './outside/send-callbacks';
import { startEngine } from './start-engine';

/** A worker of this process that can be asked to end. */
export interface RunningWorker {
  /** Hands unfinished runs back, then closes the process's connections. */
  stop(): Promise<void>;
}

/** Starts carrying on runs with the models the environment configures. Throws ConfigurationError. */
export function startWorkerOfProcess(): RunningWorker {
  const app = getApplication();
  const listener = hints(app);
  const worker = startEngine(app, listener, createModelCatalog(app.config));
  const callbacks = startCallbacks(app);
  const notices = startNotices(app);
  const figures = startFigures(app);
  return {
    async stop() {
      await Promise.all([worker.stop(), callbacks.stop(), notices.stop(), figures.stop()]);
      await listener.close();
    },
  };
}
