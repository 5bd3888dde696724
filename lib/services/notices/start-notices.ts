import { within } from '@/lib/engine/time-limit';
import { channelsOf } from '@/lib/notify/channels';
import { lookForNotices } from '@/lib/store/notices/look-for-notices';
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
    const { events, notices } = await lookForNotices(app.database);
    const morePlanned = events && (await planNotices(app)) === EVENTS_AT_ONCE;
    const maySend = (events || notices) && channelsOf(app.config).length > 0;
    if (signal.aborted || !maySend) return morePlanned;
    const moreSent = (await sendNotices(app)) === NOTICES_AT_ONCE;
    return morePlanned || moreSent;
  });
  return { stop: () => within(FINISH_MS, repeated.stop()) };
}
