import { beforeAll, describe, expect, it } from 'vitest';
import { GET } from '@/app/api/v1/me/route';
import { readSessionToken } from '@/lib/auth/session-token';
import { signInToDemo, signInWithPassword } from '@/lib/auth/sign-in';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { createAdmin } from '@/lib/services/users/create-admin';
import { createToken } from '@/lib/services/users/create-token';
import { makeSetupLink, setUp } from '@/lib/services/users/setup';
import { call } from '../../support/call';
import { createPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const password = 'correct horse battery';
let app: Application;
const statusWith = async (headers: Record<string, string>) => (await call(GET, '/api/v1/me', { headers })).status;

beforeAll(async () => {
  app = await createTestApplication();
});

describe('the first admin', () => {
  it('is made by the newest link, once', async () => {
    const tokenOf = async () => new URL((await makeSetupLink(app)) ?? '').hash.slice(1);
    const [older, newer] = [await tokenOf(), await tokenOf()];
    const first = { email: 'first@example.com', name: 'First', password };
    await expect(setUp(app, { ...first, token: older })).rejects.toMatchObject({ code: 'not_found' });
    await setUp(app, { ...first, token: newer });
    await expect(setUp(app, { ...first, token: newer })).rejects.toMatchObject({ code: 'not_found' });
    expect(await signInWithPassword(app.database, 'First@Example.com', password)).toMatchObject({ name: 'First' });
    expect(await makeSetupLink(app)).toBeNull();
  });

  it('is not offered in the demo', async () => {
    expect(await makeSetupLink({ ...app, config: { ...app.config, demo: true } })).toBeNull();
  });
});

describe('a password', () => {
  it('is refused when wrong, for an unknown account and for a disabled one alike', async () => {
    await createAdmin(app, { email: 'gone@example.com', password });
    await app.database.query(sql`update app_user set disabled_at = now() where email = 'gone@example.com'`);
    expect(await signInWithPassword(app.database, 'gone@example.com', password)).toBeNull();
    expect(await signInWithPassword(app.database, 'nobody@example.com', password)).toBeNull();
  });

  it.each(['locked@example.com', 'unknown@example.com'])(
    'may be guessed five times at %s, all at once too',
    async (email) => {
      if (email.startsWith('locked')) await createAdmin(app, { email, password });
      const guesses = Array.from({ length: 12 }, () => signInWithPassword(app.database, email, 'wrong password'));
      const results = await Promise.allSettled(guesses);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
      await expect(signInWithPassword(app.database, email, password)).rejects.toMatchObject({
        code: 'too_many_requests',
      });
      await app.database.query(
        sql`update failed_sign_in set attempted_at = now() - interval '16 minutes' where email = ${email}`,
      );
      expect(await signInWithPassword(app.database, email, password)).toEqual(
        email.startsWith('locked') ? expect.objectContaining({ email }) : null,
      );
    },
  );
});

describe('the demo’s sign-in', () => {
  it('takes a role or an address, and nothing outside the demo', async () => {
    const demo = { ...app, config: { ...app.config, demo: true } };
    await createPerson(app, 'user');
    const linked = await createPerson(app, 'user', 'sofia_1');
    expect(await signInToDemo(demo, { role: 'user' })).toMatchObject({ id: linked.userId });
    expect(await signInToDemo(demo, { email: linked.email.toUpperCase() })).toMatchObject({ id: linked.userId });
    expect(await signInToDemo(app, { email: linked.email })).toBeNull();
  });
});

describe('who asks', () => {
  it('is known by token and by session, and read anew each time', async () => {
    const { userId, token, session } = await createPerson(app, 'reviewer');
    expect([await statusWith(token), await statusWith(session)]).toEqual([200, 200]);
    const me = () =>
      call(GET, '/api/v1/me', { headers: session }).then((response) => response.json() as Promise<unknown>);
    await app.database.query(sql`update app_user set role = 'admin' where id = ${userId}`);
    expect(await me()).toMatchObject({ user: { id: userId, role: 'admin' }, demo: false });
    await app.database.query(sql`update app_user set session_version = 2 where id = ${userId}`);
    expect([await statusWith(token), await statusWith(session)]).toEqual([200, 401]);
    await app.database.query(sql`update app_user set disabled_at = now() where id = ${userId}`);
    expect(await statusWith(token)).toBe(401);
  });

  it('is a stranger without either, with nonsense, or with a revoked token', async () => {
    const { userId, token, session } = await createPerson(app, 'user');
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ authorization: 'Bearer cs_nonsense' })).toBe(401);
    expect(await statusWith({ ...session, authorization: 'Basic abc' })).toBe(401);
    expect(await statusWith({ cookie: 'countersign.session=nonsense' })).toBe(401);
    expect(
      await readSessionToken(
        { ...app.config, nextAuthSecret: 'another secret, also long enough' },
        session.cookie?.split('=')[1] ?? '',
      ),
    ).toBeNull();
    await app.database.query(sql`update api_token set revoked_at = now() where user_id = ${userId}`);
    expect(await statusWith(token)).toBe(401);
  });

  it('gets a second token without losing the session; a change of role ends it', async () => {
    const { email, session } = await createPerson(app, 'reviewer');
    await createToken(app, { email, role: 'reviewer' });
    expect(await statusWith(session)).toBe(200);
    await createToken(app, { email, role: 'user' });
    expect(await statusWith(session)).toBe(401);
  });

  it('stores no token as it is', async () => {
    const { token } = await createPerson(app, 'user');
    const rows = await app.database.query<{ tokenHash: string }>(sql`select token_hash from api_token`);
    expect(rows.some(({ tokenHash }) => token.authorization?.includes(tokenHash))).toBe(false);
  });
});
