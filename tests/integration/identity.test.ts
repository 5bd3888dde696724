import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import type { ProviderClaims } from '@/lib/domain/identity';
import type { Application } from '@/lib/services/application';
import { saveGroup } from '@/lib/services/groups/save-group';
import { setMember } from '@/lib/services/groups/set-member';
import { invite } from '@/lib/services/invitations/invite';
import { getPerson } from '@/lib/services/people/list-people';
import { signInByProvider } from '@/lib/services/people/sign-in-by-provider';
import { unlinkPerson } from '@/lib/services/people/unlink-person';
import { disablePerson } from '@/lib/services/people/switch-access';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

let app: Application;
let ada: TestPerson;
let nextSubject = 0;

beforeAll(async () => {
  app = await createTestApplication();
  ada = await createPerson(app, 'admin');
});

const claimsOf = (email: string, more: Partial<ProviderClaims> = {}): ProviderClaims => ({
  issuer: 'https://login.example.com',
  subject: `subject-${(nextSubject += 1)}`,
  email,
  emailVerified: true,
  name: 'Somebody',
  groups: [],
  ...more,
});
const enter = async (claims: ProviderClaims) => getPerson(app, (await signInByProvider(app, claims)).id);

describe('whom an identity provider vouches for', () => {
  it('is one new user however often and at once they come, though their address changes', async () => {
    const claims = claimsOf('new@example.com');
    const people = await Promise.all([enter(claims), enter(claims), enter({ ...claims, email: 'newer@example.com' })]);
    expect(new Set(people.map(({ id }) => id)).size).toBe(1);
    expect(people[0]).toMatchObject({ role: 'user', hasPassword: false, hasIdentity: true });
  });

  it('is nobody new, and nobody we know, without a verified address', async () => {
    const ravi = await createPerson(app, 'reviewer');
    for (const email of ['stranger@example.com', ravi.email]) {
      const entering = signInByProvider(app, claimsOf(email, { emailVerified: false }));
      await expect(entering).rejects.toMatchObject({ code: 'email_unverified' });
    }
    expect(await getPerson(app, ravi.userId)).toMatchObject({ hasIdentity: false });
  });

  it('is the user of a verified address once, and no second subject is', async () => {
    const ravi = await createPerson(app, 'reviewer');
    expect(await enter(claimsOf(ravi.email))).toMatchObject({ id: ravi.userId, role: 'reviewer' });
    await expect(signInByProvider(app, claimsOf(ravi.email))).rejects.toMatchObject({ code: 'identity_conflict' });
  });

  it('is another subject once an admin unlinked the first, whose sessions and groups end', async () => {
    await saveGroup(app, ada, { name: 'linked', providerGroup: 'Linked', role: null });
    const claims = claimsOf('linked@example.com', { groups: ['Linked'] });
    const { id, groups } = await enter(claims);
    expect(groups).toEqual(['linked']);
    const sessionOf = async () =>
      (
        await app.database.query<{ sessionVersion: number }>(sql`select session_version from app_user where id = ${id}`)
      )[0];
    const before = await sessionOf();
    expect(await unlinkPerson(app, ada, id)).toMatchObject({ hasIdentity: false, groups: [] });
    expect(await sessionOf()).not.toEqual(before);
    expect(await unlinkPerson(app, ada, id)).toMatchObject({ hasIdentity: false });
    expect(await enter(claimsOf('linked@example.com'))).toMatchObject({ id, hasIdentity: true });
    await expect(signInByProvider(app, claims)).rejects.toMatchObject({ code: 'identity_conflict' });
    await expect(unlinkPerson(app, await createPerson(app, 'reviewer'), id)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const told = await app.database.query(sql`
      select from audit_entry where action = 'user.unlinked' and subject ->> 'userId' = ${id}`);
    expect(told).toHaveLength(1);
  });

  it('stays out when disabled, by subject and by address', async () => {
    const claims = claimsOf('out@example.com');
    const { id } = await enter(claims);
    await disablePerson(app, ada, id);
    await expect(signInByProvider(app, claims)).rejects.toMatchObject({ code: 'account_disabled' });
    await expect(signInByProvider(app, claimsOf('out@example.com'))).rejects.toMatchObject({
      code: 'account_disabled',
    });
  });

  it('has the role of their invitation', async () => {
    await invite(app, ada, { email: 'invited@example.com', role: 'reviewer' });
    expect(await enter(claimsOf('invited@example.com'))).toMatchObject({ role: 'reviewer' });
  });
});

describe('a group of the provider', () => {
  it('gives and takes its group and role at each sign-in, and leaves alone what an admin set', async () => {
    const claims = claimsOf('nora@example.com', { groups: ['Finance team', 'Chess'] });
    const { id } = await enter(claims);
    await saveGroup(app, ada, { name: 'finance', providerGroup: 'Finance team', role: 'reviewer' });
    await saveGroup(app, ada, { name: 'by-hand', providerGroup: null, role: null });
    await setMember(app, ada, 'by-hand', { userId: id, member: true });
    expect(await enter(claims)).toMatchObject({ role: 'reviewer', groups: ['by-hand', 'finance'] });
    const { sessionVersion } = await signInByProvider(app, claims);
    expect(await enter({ ...claims, groups: [] })).toMatchObject({ role: 'user', groups: ['by-hand'] });
    expect((await signInByProvider(app, { ...claims, groups: [] })).sessionVersion).toBe(sessionVersion + 1);
    const actions = await app.database.query<{ action: string }>(sql`
      select entry::jsonb ->> 'action' as action from audit_entry
      where entry::jsonb #>> '{subject,userId}' = ${id} order by seq`);
    expect(actions.map(({ action }) => action)).toEqual([
      'user.saved',
      'group.member_added',
      'group.member_added',
      'user.role_changed',
      'group.member_removed',
      'user.role_changed',
    ]);
  });

  it('does not take the role of the only admin', async () => {
    await app.database.query(sql`update app_user set disabled_at = now() where role = 'admin' and id <> ${ada.userId}`);
    expect(await enter(claimsOf(ada.email))).toMatchObject({ id: ada.userId, role: 'admin' });
  });
});
