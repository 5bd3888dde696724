import { z } from 'zod';
import type { Config } from '@/lib/config';

const PATIENCE_MS = 5000;
const BASIC = 'openid email profile';
const discovery = z.object({ scopes_supported: z.array(z.string()).default([]) });

const scopes = new Map<string, string>();

/**
 * What to ask a provider for: some give a person's groups only to who asks for them, and others refuse a scope they do
 * not know, so it is asked for where the provider lists it. One that can't be reached is left to the sign-in to tell.
 */
export async function findScope({ issuer }: NonNullable<Config['oidc']>): Promise<string> {
  const known = scopes.get(issuer);
  if (known !== undefined) return known;
  try {
    const response = await fetch(wellKnownOf(issuer), { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { scopes_supported } = discovery.parse(await response.json());
    const scope = scopes_supported.includes('groups') ? `${BASIC} groups` : BASIC;
    scopes.set(issuer, scope);
    return scope;
  } catch {
    return BASIC;
  }
}

/** Where a provider describes itself. */
export function wellKnownOf(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}
