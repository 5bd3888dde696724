import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { processWide } from './process-wide';

type Ids = Record<string, string | number>;

/** What the work in hand is about. One for the process: the server bundles its entry points apart. */
const about = processWide('log-context', () => new AsyncLocalStorage<Ids>());

/** The process's log: JSON lines on standard output. Never arguments, transcripts or secrets. */
export const log = pino({
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => ({ ...about.getStore() }),
});

/** Does `work`; every line that is logged while it goes on carries these ids beside those around it. */
export function loggedWith<Result>(ids: Ids, work: () => Result): Result {
  return about.run({ ...about.getStore(), ...ids }, work);
}
