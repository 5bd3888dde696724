import { authenticate } from '@/lib/auth/authenticate';
import { CountersignError } from '@/lib/domain/errors';
import type { Actor, Application } from '@/lib/services/application';
import { hints } from '@/lib/services/hints';
import { log } from '@/lib/services/log';

const POLL_MS = 15_000;

/**
 * Ends a stream as soon as its request would be refused if it came now: when the session or token ended, or `mayStill`
 * throws for who asks. A hint makes it quick, the poll makes it certain. It looks no more once `stop` is aborted.
 */
export function endWithAccess(
  app: Application,
  { request, actor: { userId }, stop }: { request: Request; actor: Actor; stop: AbortController },
  mayStill: (actor: Actor) => Promise<void>,
): void {
  const headers = new Headers(request.headers);
  const look = async () => {
    const authenticated = await authenticate(app, headers);
    if (!authenticated || !('actor' in authenticated)) return stop.abort();
    await mayStill(authenticated.actor);
  };
  const check = () => {
    look().catch((error: unknown) => {
      if (error instanceof CountersignError) stop.abort();
      // The database is away, which the stream itself finds out.
      else log.error({ err: error }, 'Who reads a stream could not be looked up');
    });
  };
  const timer = setInterval(check, POLL_MS).unref();
  const leave = hints(app).on('access_changed', (payload) => {
    if (payload === userId) check();
  });
  stop.signal.addEventListener('abort', () => {
    clearInterval(timer);
    leave();
  });
}
