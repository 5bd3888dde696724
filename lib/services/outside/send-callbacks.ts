import { postCallback, type FindAddresses } from '@/lib/notify/post-callback';
import { signCallback } from '@/lib/notify/sign-callback';
import { claimCallbacks, type ClaimedCallback } from '@/lib/store/callbacks/claim-callbacks';
import { deliverCallback, putOffCallback } from '@/lib/store/callbacks/settle-callback';
import type { Application } from '../application';
import { repeat, type Repeated } from '../repeat';

const AT_ONCE = 8;
const POLL_MS = 1000;

interface Sending {
  signal?: AbortSignal;
  /** Stands in for the system's resolver. */
  findAddresses?: FindAddresses;
}

/**
 * Sends the callbacks that are due, any process its share, and gives how many it took. One is delivered when the receiver
 * answers in the 200s; otherwise it is tried again later. What was being sent when the signal aborts stays due.
 */
export async function sendCallbacks(app: Application, sending: Sending = {}): Promise<number> {
  const claimed = await claimCallbacks(app.database, AT_ONCE);
  await Promise.all(claimed.map((callback) => send(app, callback, sending)));
  return claimed.length;
}

async function send(app: Application, callback: ClaimedCallback, { signal, findAddresses }: Sending): Promise<void> {
  const { id, url, body, signingSecret } = callback;
  const signature = signCallback(signingSecret, id, body, new Date());
  const headers = { ...signature, 'content-type': 'application/json', 'user-agent': 'Countersign' };
  const error = await postCallback(app.config, { url, headers, body, signal }, findAddresses).then(
    ({ status }) => (status >= 200 && status < 300 ? null : `The receiver answered ${status}.`),
    (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
  );
  if (signal?.aborted) return;
  await app.database.transaction((transaction) =>
    error === null ? deliverCallback(transaction, callback) : putOffCallback(transaction, callback, error),
  );
}

/** Sends what falls due from now on, until `stop`, which waits for no receiver. */
export function startCallbacks(app: Application): Repeated {
  return repeat(
    POLL_MS,
    'Sending callbacks failed',
    async (signal) => (await sendCallbacks(app, { signal })) === AT_ONCE,
  );
}
