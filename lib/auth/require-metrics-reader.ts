import { createHash, timingSafeEqual } from 'node:crypto';
import { CountersignError } from '@/lib/domain/errors';
import { hasRole } from '@/lib/domain/role';
import type { Application } from '@/lib/services/application';
import { authenticate } from './authenticate';

/** Lets the holder of METRICS_TOKEN and admins pass. Throws `unauthenticated` and `forbidden`. */
export async function requireMetricsReader(app: Application, headers: Headers): Promise<void> {
  const { metricsToken } = app.config;
  const given = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (metricsToken !== undefined && given !== undefined && isSame(given, metricsToken)) return;
  const who = await authenticate(app, headers);
  if (!who) throw new CountersignError('unauthenticated', 'Send METRICS_TOKEN or an admin’s token as a bearer token.');
  if (who.by === 'agent' || !hasRole(who.actor.role, 'admin')) {
    throw new CountersignError('forbidden', 'The metrics are for the holder of METRICS_TOKEN and for admins.');
  }
}

/** Compares hashes, so that neither the length nor the first difference shows in the time it takes. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}
