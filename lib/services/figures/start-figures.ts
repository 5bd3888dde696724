import { within } from '@/lib/engine/time-limit';
import { foldFigures, forgetOldHours } from '@/lib/store/figures/fold-figures';
import type { Application } from '../application';
import { createRunSender } from '../telemetry/send-runs';
import { lookBack } from './look-back';
import { repeat, type Repeated } from '../repeat';

const POLL_MS = 2000;
const FACTS_AT_ONCE = 1000;
const FORGET_EVERY_MS = 3_600_000;
/** A collector that does not answer holds nobody up for longer. */
const FINISH_MS = 3000;

/**
 * Adds what happened to the figures as it happens, and sends runs that ended to the collector, until `stop`. Any number of
 * workers may.
 */
export function startFigures(app: Application): Repeated {
  const { database } = app;
  const sender = createRunSender(app);
  let forgottenAt = -Infinity;
  const repeated = repeat(POLL_MS, 'Counting the figures failed', async () => {
    if (performance.now() - forgottenAt > FORGET_EVERY_MS) {
      await forgetOldHours(database);
      forgottenAt = performance.now();
    }
    const { count, endedRunIds } = await foldFigures(database, FACTS_AT_ONCE, (transaction, runIds) =>
      lookBack(app, transaction, runIds),
    );
    // The figures do not wait for a collector.
    void sender.send(endedRunIds);
    return count === FACTS_AT_ONCE;
  });
  return {
    stop: () =>
      within(
        FINISH_MS,
        repeated.stop().then(() => sender.stop()),
      ),
  };
}
