import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunEvent } from '@/lib/domain/run-event';
import { readRunEvents, type EventBatch } from '@/lib/store/run-events/read-run-events';
import type { Actor, Application } from '../application';
import { hints } from '../hints';
import { processWide } from '../process-wide';
import { authoriseRunRead } from './authorise-run-read';
import { RunBells } from './run-bells';

const POLL_MS = 1000;

/** Yields the events of a run in batches as they come; an empty batch when a poll found nothing new. */
export type EventFeed = AsyncGenerator<RunEvent[], void, void>;

/**
 * Follows a run's events after a sequence number until the run has ended or `signal` aborts; null when it has ended and
 * there are none. Hints make it quick, the poll makes it certain. Throws `not_found` like reading the run does.
 */
export async function followRunEvents(
  app: Application,
  actor: Actor,
  runId: string,
  options: { after: number; signal: AbortSignal },
): Promise<EventFeed | null> {
  await authoriseRunRead(app, actor, runId);
  const { events, ended } = await readRunEvents(app.database, runId, options.after);
  return ended && events.length === 0 ? null : feed(app, runId, options);
}

async function* feed(
  app: Application,
  runId: string,
  { after, signal }: { after: number; signal: AbortSignal },
): EventFeed {
  const bell = new Bell();
  const leave = processWide('run bells', () => new RunBells(hints(app))).follow(runId, () => bell.ring());
  const onAbort = () => bell.ring();
  signal.addEventListener('abort', onAbort);
  try {
    let reached = after;
    while (!signal.aborted) {
      const { events, more, ended } = await readTogether(app, runId, reached);
      reached = events.at(-1)?.seq ?? reached;
      yield events;
      if (ended) return;
      if (!more) await bell.heard(POLL_MS);
    }
  } finally {
    leave();
    signal.removeEventListener('abort', onAbort);
  }
}

const asked = new Map<string, Promise<EventBatch>>();

/**
 * Everyone who follows a run hears of an event in the same turn of the event loop, and most ask for the same events: they
 * are read once. The read begins after all of them have asked, so it sees whatever any of them has heard of.
 */
function readTogether(app: Application, runId: string, after: number): Promise<EventBatch> {
  const key = `${runId} ${after}`;
  const known = asked.get(key);
  if (known) return known;
  const reading = nextTurn().then(() => {
    asked.delete(key);
    return readRunEvents(app.database, runId, after);
  });
  asked.set(key, reading);
  return reading;
}

/** Remembers a ring until somebody waits for it, so that one between two waits is not lost. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async heard(patienceMs: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rung = false;
    this.#wake = undefined;
  }
}
