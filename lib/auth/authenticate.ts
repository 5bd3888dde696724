import type { Actor, Application } from '@/lib/services/application';
import { findActorOfSession, findActorOfToken } from './find-actor';
import { cookieName, readCookie } from './session-cookie';
import { readSessionToken } from './session-token';

/** Who asks, and how they showed it: only what a browser sends by itself needs its origin checked. */
export interface Authenticated {
  actor: Actor;
  by: 'token' | 'session';
}

type Process = Pick<Application, 'database' | 'config'>;

/**
 * Finds who asks, by API token or session cookie, and reads them from the database anew. Null when nobody is signed in.
 * A request with an Authorization header is judged by it alone, whatever cookies came along.
 */
export async function authenticate(process: Process, headers: Headers): Promise<Authenticated | null> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const actor = token ? await findActorOfToken(process.database, token) : null;
    return actor && { actor, by: 'token' };
  }
  const cookie = readCookie(headers.get('cookie'), cookieName(process.config.nextAuthUrl, 'session'));
  const claims = cookie ? await readSessionToken(process.config, cookie) : null;
  const actor = claims && (await findActorOfSession(process.database, claims.sub, claims.sessionVersion));
  return actor && { actor, by: 'session' };
}
