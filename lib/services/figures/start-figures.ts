import { HOURS_KEPT_DAYS } from '@/lib/store/figures/add-figures';
import { foldFigures, forgetOldHours } from '@/lib/store/figures/fold-figures';
import type { Application } from '../application';
import { lookBack } from './look-back';
import { repeat, type Repeated } from '../repeat';

const POLL_MS = 2000;
const FACTS_AT_ONCE = 1000;
const FORGET_EVERY_MS = 3_600_000;

/** Adds what happened to the figures as it happens, until `stop`. Any number of workers may. */
export function startFigures(app: Application): Repeated {
  const { database } = app;
  let forgottenAt = -Infinity;
  return repeat(POLL_MS, 'Counting the figures failed', async () => {
    if (performance.now() - forgottenAt > FORGET_EVERY_MS) {
      await forgetOldHours(database, HOURS_KEPT_DAYS);
      forgottenAt = performance.now();
    }
    const { count } = await foldFigures(database, FACTS_AT_ONCE, (transaction, runIds) =>
      lookBack(app, transaction, runIds),
    );
    return count === FACTS_AT_ONCE;
  });
}
