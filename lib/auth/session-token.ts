import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import type { Config } from '@/lib/config';
import { CountersignError } from '@/lib/domain/errors';
import { SESSION_SECONDS } from './session-cookie';

/** What a session's token says: whose it is, and the version of their sessions it belongs to. */
const claims = z.object({ sub: z.string(), sessionVersion: z.int() });
export type SessionClaims = z.infer<typeof claims>;

/** Opens a session's token; null when it is none of ours, tampered with, or expired. */
export async function readSessionToken(config: Config, token: string): Promise<SessionClaims | null> {
  try {
    return claims.parse(await decode({ token, secret: sessionSecret(config) }));
  } catch {
    return null;
  }
}

/** Makes the token of a new session. */
export function makeSessionToken(config: Config, { sub, sessionVersion }: SessionClaims): Promise<string> {
  return encode({ token: { sub, sessionVersion }, secret: sessionSecret(config), maxAge: SESSION_SECONDS });
}

/** The key sessions are encrypted with. */
export function sessionSecret(config: Config): string {
  if (config.nextAuthSecret) return config.nextAuthSecret;
  throw new CountersignError('unavailable', 'Sign-in is off: the server has no NEXTAUTH_SECRET. Set one and restart.');
}
