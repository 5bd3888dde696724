import type { CookiesOptions } from 'next-auth';

export const SESSION_SECONDS = 12 * 60 * 60;
const SIGN_IN_SECONDS = 15 * 60;

/** Under https the names start with `__Host-`: browsers then take such a cookie from this very host alone. */
export function cookieName(
  siteUrl: string,
  name: 'session' | 'callback' | 'csrf' | 'pkce' | 'state' | 'nonce',
): string {
  return `${isSecure(siteUrl) ? '__Host-' : ''}countersign.${name}`;
}

const isSecure = (siteUrl: string) => siteUrl.startsWith('https:');

/** The cookies of the sign-in library, under our names and as strict as links to our pages allow. */
export function cookieOptions(siteUrl: string): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(siteUrl) } as const;
  const ofOneSignIn = { ...options, maxAge: SIGN_IN_SECONDS };
  return {
    sessionToken: { name: cookieName(siteUrl, 'session'), options },
    callbackUrl: { name: cookieName(siteUrl, 'callback'), options },
    csrfToken: { name: cookieName(siteUrl, 'csrf'), options },
    pkceCodeVerifier: { name: cookieName(siteUrl, 'pkce'), options: ofOneSignIn },
    state: { name: cookieName(siteUrl, 'state'), options: ofOneSignIn },
    nonce: { name: cookieName(siteUrl, 'nonce'), options: ofOneSignIn },
  };
}

/** The value of a cookie in a Cookie header. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
