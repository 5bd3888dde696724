import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { CountersignError } from '@/lib/domain/errors';
import { role } from '@/lib/domain/role';
import type { Application } from '@/lib/services/application';
import { enterByProvider, OIDC_PROVIDER, oidcProvider, type SignInByProvider } from './oidc-provider';
import { findActorOfSession } from './find-actor';
import { cookieOptions, SESSION_SECONDS } from './session-cookie';
import { sessionSecret } from './session-token';
import { signInToDemo, signInWithPassword, type SignedIn } from './sign-in';

declare module 'next-auth' {
  interface User {
    sessionVersion: number;
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    sub?: string;
    sessionVersion: number;
  }
}

/** Addresses are told by the account table; here only what the database could not even look for is refused. */
const address = z
  .string()
  .min(3)
  .max(320)
  .regex(/^\P{Cc}+$/u);
const passwordForm = z.object({ email: address, password: z.string().min(1).max(1000) });
const demoForm = z.union([z.object({ email: address }), z.object({ role })]);

type Process = Pick<Application, 'config' | 'database'>;

/** How people sign in: with a password, by the identity provider, and in the demo with one click. */
export function nextAuthOptions(process: Process, provider: { scope: string; signIn: SignInByProvider }): AuthOptions {
  const { config, database } = process;
  return {
    secret: sessionSecret(config),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    cookies: cookieOptions(config.nextAuthUrl),
    pages: { signIn: '/', error: '/' },
    providers: [
      passwordProvider(process),
      ...(config.demo ? [demoProvider(process)] : []),
      ...(config.oidc ? [oidcProvider(config.oidc, provider.scope)] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== OIDC_PROVIDER) return true;
        const entered = await enterByProvider(config.oidc, provider.signIn, profile);
        if ('refusal' in entered) return `/?error=${entered.refusal}`;
        // The session is made of this very object, so it becomes our user in place of the provider's.
        Object.assign(user, entered);
        return true;
      },
      jwt: ({ token, user }) =>
        user
          ? { sub: user.id, sessionVersion: user.sessionVersion }
          : { sub: token.sub ?? '', sessionVersion: token.sessionVersion },
      async session({ session, token }) {
        const actor = await findActorOfSession(database, token.sub ?? '', token.sessionVersion);
        if (!actor) throw new EndedSession();
        return {
          expires: session.expires,
          user: { id: actor.userId, email: actor.email, name: actor.name, role: actor.role },
        };
      },
    },
    logger: { error: reportError },
  };
}

/** Thrown to make the library take the cookie away: the user is disabled or signed out everywhere. */
class EndedSession extends Error {}

function reportError(code: string, metadata: Error | { error: Error; [key: string]: unknown }): void {
  // An expired or ended session is daily business; so is a refused sign-in, which its form already shows.
  if (code === 'JWT_SESSION_ERROR' || code === 'CALLBACK_CREDENTIALS_HANDLER_ERROR') return;
  console.error(`Sign-in failed (${code}):`, metadata instanceof Error ? metadata.message : metadata.error?.message);
}

function passwordProvider({ database }: Process) {
  return Credentials({
    id: 'credentials',
    name: 'Password',
    credentials: { email: { label: 'Email', type: 'email' }, password: { label: 'Password', type: 'password' } },
    authorize: (given) =>
      answering(async () => {
        const parsed = passwordForm.safeParse(given);
        return parsed.success ? signInWithPassword(database, parsed.data.email, parsed.data.password) : null;
      }),
  });
}

function demoProvider(process: Process) {
  return Credentials({
    id: 'demo',
    name: 'Demo',
    credentials: { email: { label: 'Email', type: 'email' }, role: { label: 'Role', type: 'text' } },
    authorize: (given) =>
      answering(async () => {
        const parsed = demoForm.safeParse(given);
        return parsed.success ? signInToDemo(process, parsed.data) : null;
      }),
  });
}

/** The library puts an error's message into the page's address, so it may be nothing but a code. */
async function answering(work: () => Promise<SignedIn | null>): Promise<SignedIn | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CountersignError) throw new Error(error.code, { cause: error });
    console.error('Sign-in failed:', error);
    throw new Error('unavailable', { cause: error });
  }
}
