import { uuidv7 } from 'uuidv7';
import { cookieName } from '@/lib/auth/session-cookie';
import { makeSessionToken } from '@/lib/auth/session-token';
import type { Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '@/lib/services/application';
import { createToken } from '@/lib/services/users/create-token';

/** A user with the headers that show it: `token` for programs, `session` as a browser on our own pages sends. */
export interface TestPerson extends Actor {
  token: Record<string, string>;
  session: Record<string, string>;
}

/** Makes a user of this role with a token and a session of their own. */
export async function createPerson(app: Application, role: Role, customerId?: string): Promise<TestPerson> {
  const email = `${role}-${uuidv7()}@example.com`;
  const token = await createToken(app, { email, role, customerId });
  const [user] = await app.database.query<{ id: string; name: string; sessionVersion: number }>(
    sql`select id, name, session_version from app_user where email = ${email}`,
  );
  if (!user) throw new Error(`The user ${email} was not made.`);
  const { id: userId, name, sessionVersion } = user;
  const session = await makeSessionToken(app.config, { sub: userId, sessionVersion });
  return {
    userId,
    email,
    name,
    role,
    customerId: customerId ?? null,
    groups: [],
    token: { authorization: `Bearer ${token}` },
    session: {
      cookie: `${cookieName(app.config.nextAuthUrl, 'session')}=${session}`,
      origin: new URL(app.config.nextAuthUrl).origin,
    },
  };
}
