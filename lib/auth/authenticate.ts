import type { Actor, Application, OutsideCaller } from '@/lib/services/application';
import { isAgentToken } from './api-token';
import { findActorOfSession, findActorOfToken, findAgentOfToken } from './find-actor';
import { cookieName, readCookie } from './session-cookie';
import { readSessionToken } from './session-token';

/** Who asks, and how they showed it: only what a browser sends by itself needs its origin checked. */
export type Authenticated = { actor: Actor; by: 'token' | 'session' } | { caller: OutsideCaller; by: 'agent' };

type Process = Pick<Application, 'database' | 'config'>;

/**
 * Finds who asks, by API token or session cookie, and reads them from the database anew. Null when nobody is signed in.
 * A request with an Authorization header is judged by it alone, whatever cookies came along.
 */
export async function authenticate(process: Process, headers: Headers): Promise<Authenticated | null> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token && isAgentToken(token)) {
      const caller = await findAgentOfToken(process.database, token);
      return caller && { caller, by: 'agent' };
    }
    const actor = token ? await findActorOfToken(process.database, token) : null;
    return actor && { actor, by: 'token' };
  }
  const cookie = readCookie(headers.get('cookie'), cookieName(process.config.nextAuthUrl, 'session'));
  const claims = cookie ? await readSessionToken(process.config, cookie) : null;
  const actor = claims && (await findActorOfSession(process.database, claims.sub, claims.sessionVersion));
  return actor && { actor, by: 'session' };
}
