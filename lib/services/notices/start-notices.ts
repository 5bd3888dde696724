import { within } from '@/lib/engine/time-limit';
import type { Application } from '../application';
import { haltWhenRestored } from '../halt/halt-when-restored';
import { repeat, type Repeated } from '../repeat';
import { EVENTS_AT_ONCE, planNotices } from './plan-notices';
import { NOTICES_AT_ONCE, sendNotices } from './send-notices';

const POLL_MS = 2000;
/** What is still being sent after that is not sent again. */
const FINISH_MS = 5000;

/** Plans and sends notices as they fall due, until `stop`, which waits a little for what is being sent. */
export function startNotices(app: Application): Repeated {
  let checked = false;
  const repeated = repeat(POLL_MS, 'Telling people failed', async (signal) => {
    if (!checked) await haltWhenRestored(app.database);
    checked = true;
    const planned = await planNotices(app);
    if (signal.aborted) return false;
    const sent = await sendNotices(app);
    return planned === EVENTS_AT_ONCE || sent === NOTICES_AT_ONCE;
  });
  return { stop: () => within(FINISH_MS, repeated.stop()) };
}
