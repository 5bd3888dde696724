import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import type { Config } from '@/lib/config';
import { ProviderSignInRefused, type ProviderClaims } from '@/lib/domain/identity';
import { email, personName } from '@/lib/domain/person';
import { wellKnownOf } from './oidc-scope';

export const OIDC_PROVIDER = 'oidc';
const MOST_GROUPS = 1000;

/** What we read of a provider's claims; a member of another kind counts as absent, but for who it is. */
const claims = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255),
  email: email.nullable().catch(null).default(null),
  email_verified: z.literal(true).or(z.unknown().transform(() => false)),
  name: personName.nullable().catch(null).default(null),
  groups: z.array(z.string().max(300)).max(MOST_GROUPS).catch([]).default([]),
});
type Claims = z.output<typeof claims>;

/** Sign-in by the company's identity provider: an authorization code with PKCE, state and nonce. */
export function oidcProvider(oidc: NonNullable<Config['oidc']>, scope: string): OAuthConfig<Record<string, unknown>> {
  return {
    id: OIDC_PROVIDER,
    name: new URL(oidc.issuer).host,
    type: 'oauth',
    wellKnown: wellKnownOf(oidc.issuer),
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    userinfo: {
      // Some providers say only here who is in which group. The library compares the subject with the signed token's.
      request: async ({ client, tokens }) => {
        const signed = (tokens as { claims(): Record<string, unknown> }).claims();
        const told = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(tokens as never) : {};
        return { ...signed, ...told, iss: signed.iss, sub: signed.sub } as never;
      },
    },
    profile: (given) => {
      const { sub } = claims.parse(given);
      return { id: sub, sessionVersion: 0 };
    },
  };
}

/** The use case that finds or makes the user of a provider's claims. */
export type SignInByProvider = (claims: ProviderClaims) => Promise<{ id: string; sessionVersion: number }>;

/** Signs in whom the provider's claims are about; else the code of why not. */
export async function enterByProvider(
  oidc: Config['oidc'],
  signIn: SignInByProvider,
  given: unknown,
): Promise<{ id: string; sessionVersion: number } | { refusal: string }> {
  try {
    const read = claims.parse(given);
    if (read.iss.replace(/\/$/, '') !== oidc?.issuer.replace(/\/$/, '')) return { refusal: 'oidc_failed' };
    return await signIn(providerClaims(read));
  } catch (error) {
    if (error instanceof ProviderSignInRefused) return { refusal: error.code };
    console.error('Sign-in failed:', error);
    return { refusal: 'oidc_failed' };
  }
}

function providerClaims({ iss, sub, email, email_verified, name, groups }: Claims): ProviderClaims {
  const fallback = email?.slice(0, email.indexOf('@')) ?? sub;
  return { issuer: iss, subject: sub, email, emailVerified: email_verified, name: name ?? fallback, groups };
}
