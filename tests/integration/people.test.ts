import { beforeAll, describe, expect, it } from 'vitest';
import { isEntitled } from '@/lib/domain/entitlement';
import { sql } from '@/lib/domain/sql';
import { findActorOfSession } from '@/lib/auth/find-actor';
import { signInWithPassword } from '@/lib/auth/sign-in';
import type { Application } from '@/lib/services/application';
import { deleteGroup } from '@/lib/services/groups/delete-group';
import { saveGroup } from '@/lib/services/groups/save-group';
import { setMember } from '@/lib/services/groups/set-member';
import { acceptInvitation } from '@/lib/services/invitations/accept-invitation';
import { invite } from '@/lib/services/invitations/invite';
import { listInvitations } from '@/lib/services/invitations/list-invitations';
import { revokeInvitation } from '@/lib/services/invitations/revoke-invitation';
import { changeRole } from '@/lib/services/people/change-role';
import { disablePerson, enablePerson } from '@/lib/services/people/switch-access';
import { listDeciders } from '@/lib/services/policies/list-deciders';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { countStandingApprovals } from '@/lib/store/proposals/count-standing-approvals';
import { notesAgent } from '../fixtures/notes-agent';
import { api } from '../support/api';
import { createPerson, type TestPerson } from '../support/people';
import { createProposal, createRun } from '../support/records';
import { createTestApplication } from '../support/test-application';

let app: Application;
let ada: TestPerson;
let ravi: TestPerson;
let mia: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  [ada, ravi, mia] = await Promise.all([
    createPerson(app, 'admin'),
    createPerson(app, 'reviewer'),
    createPerson(app, 'user'),
  ]);
});

const entries = (action: string, userId: string) =>
  app.database.query(sql`
    select seq from audit_entry where entry::jsonb ->> 'action' = ${action}
      and entry::jsonb #>> '{subject,userId}' = ${userId}`);
const roleOf = async ({ userId }: TestPerson) =>
  (await app.database.query<{ role: string }>(sql`select role from app_user where id = ${userId}`))[0]?.role;

describe('a role', () => {
  it('is changed once, ends sessions, and is written down', async () => {
    const person = await createPerson(app, 'reviewer');
    expect((await api('GET', '/inbox', { headers: person.session })).status).toBe(200);
    await changeRole(app, ada, person.userId, 'user');
    await changeRole(app, ada, person.userId, 'user');
    expect((await api('GET', '/me', { headers: person.session })).status).toBe(401);
    expect((await api('GET', '/inbox', { headers: person.token })).status).toBe(403);
    expect(await entries('user.role_changed', person.userId)).toHaveLength(1);
  });

  it('stays with one of two admins who demote each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = await Promise.all([createPerson(app, 'admin'), createPerson(app, 'admin')]);
      await app.database.query(sql`
        update app_user set disabled_at = now()
        where role = 'admin' and id not in (${one.userId}, ${two.userId}) and disabled_at is null`);
      const outcomes = await Promise.allSettled([
        changeRole(app, one, two.userId, 'user'),
        changeRole(app, two, one.userId, 'user'),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect([await roleOf(one), await roleOf(two)].toSorted()).toEqual(['admin', 'user']);
    }
    await app.database.query(sql`update app_user set disabled_at = null where id = ${ada.userId}`);
  });

  it('of the only admin can be neither taken nor disabled', async () => {
    await app.database.query(sql`update app_user set disabled_at = now() where role = 'admin' and id <> ${ada.userId}`);
    await expect(changeRole(app, ada, ada.userId, 'reviewer')).rejects.toMatchObject({ code: 'conflict' });
    await expect(disablePerson(app, ada, ada.userId)).rejects.toMatchObject({ code: 'conflict' });
    expect(await roleOf(ada)).toBe('admin');
  });
});

describe('a disabled person', () => {
  it('is out at once, with sessions and tokens, and comes back with neither', async () => {
    const person = await createPerson(app, 'reviewer');
    const { status } = await api('POST', `/people/${person.userId}/disable`, { headers: ada.session });
    expect(status).toBe(200);
    expect((await api('GET', '/me', { headers: person.session })).status).toBe(401);
    expect((await api('GET', '/me', { headers: person.token })).status).toBe(401);
    await enablePerson(app, ada, person.userId);
    expect((await api('GET', '/me', { headers: person.session })).status).toBe(401);
    expect((await api('GET', '/me', { headers: person.token })).status).toBe(401);
    expect(await findActorOfSession(app.database, person.userId, 2)).not.toBeNull();
    expect(await entries('user.disabled', person.userId)).toHaveLength(1);
    expect(await entries('user.enabled', person.userId)).toHaveLength(1);
  });

  it('no longer decides what an open page shows', async () => {
    const person = await createPerson(app, 'reviewer');
    const { id, viewHash } = await createProposal(app, mia, await createRun(app, mia));
    await disablePerson(app, ada, person.userId);
    const decision = { verdict: 'reject' as const, version: 1, viewHash, reason: 'No.' };
    await expect(decideProposal(app, person, id, decision)).rejects.toMatchObject({ code: 'not_entitled' });
  });
});

describe('a group', () => {
  it('lets its reviewers decide, and nobody else, from the moment they are in it', async () => {
    await saveGroup(app, ada, { name: 'finance', providerGroup: null, role: null });
    const { id, viewHash } = await createProposal(app, mia, await createRun(app, mia), {
      approvers: ['group:Finance'],
    });
    const reject = (actor: TestPerson) =>
      decideProposal(app, actor, id, { verdict: 'reject', version: 1, viewHash, reason: 'No.' });
    await expect(reject(ravi)).rejects.toMatchObject({ code: 'not_entitled' });
    await setMember(app, ada, 'finance', { userId: ravi.userId, member: true });
    const inbox = await api('GET', '/inbox?view=mine', { headers: ravi.session });
    expect(await inbox.text()).toContain(id);
    await setMember(app, ada, 'finance', { userId: ravi.userId, member: false });
    await expect(reject(ravi)).rejects.toMatchObject({ code: 'not_entitled' });
    await setMember(app, ada, 'finance', { userId: ravi.userId, member: true });
    await reject(ravi);
  });

  it('counts an approval only while the person who gave it is in it', async () => {
    const { id } = await createProposal(app, mia, await createRun(app, mia), { approvers: ['GROUP:finance'] });
    await app.database.query(sql`
      insert into decision (id, proposal_id, proposal_version, verdict, actor_id, view_hash)
      values (${`d-${id}`}, ${id}, 1, 'approve', ${ravi.userId}, 'x')`);
    expect(await countStandingApprovals(app.database, id, 1)).toBe(1);
    expect(isEntitled({ ...ravi, groups: ['finance'] }, ['GROUP:finance'])).toBe(true);
    await setMember(app, ada, 'finance', { userId: ravi.userId, member: false });
    expect(await countStandingApprovals(app.database, id, 1)).toBe(0);
    expect(isEntitled({ ...ravi, groups: [] }, ['GROUP:finance'])).toBe(false);
  });

  it('must be there before a rule names it, and stays while one does', async () => {
    const rules = (group: string) => ({
      rules: [{ verdict: 'require_approval' as const, approvers: ['admin', `group:${group}`] }],
      reason: 'For a test',
    });
    await expect(savePolicy(app, ada, 'append_note', 0, rules('nobody'))).rejects.toMatchObject({
      code: 'invalid_fields',
      errors: [{ pointer: '/rules/0/approvers' }],
    });
    await saveGroup(app, ada, { name: 'legal', providerGroup: null, role: null });
    await savePolicy(app, ada, 'append_note', 0, rules('legal'));
    await expect(deleteGroup(app, ada, 'legal')).rejects.toMatchObject({ code: 'conflict' });
    await setMember(app, ada, 'legal', { userId: ravi.userId, member: true });
    const { people, tools } = await listDeciders(app);
    const rule = tools.find(({ tool }) => tool === 'append_note')?.rules[0];
    expect(rule).toMatchObject({ rule: 1, verdict: 'require_approval', approvals: 1, unmatched: [] });
    expect(rule?.deciderIds.toSorted()).toEqual([ada.userId, ravi.userId].toSorted());
    expect(people.map(({ id }) => id)).not.toContain(mia.userId);
    await savePolicy(app, ada, 'append_note', 1, { rules: [], reason: 'For a test' });
    await deleteGroup(app, ada, 'legal');
  });
});

describe('an invitation', () => {
  const secretOf = (link: string) => new URL(link).hash.slice(1);
  const accept = (link: string, name = 'Noor') =>
    acceptInvitation(app, { token: secretOf(link), name, password: 'a long enough password' });

  it('lets whoever has its link in once, with its role', async () => {
    const { link, mail, invitation } = await invite(app, ada, { email: 'noor@example.com', role: 'reviewer' });
    expect(mail).toBe('off');
    expect(JSON.stringify(await listInvitations(app))).not.toContain(secretOf(link));
    const outcomes = await Promise.allSettled([accept(link), accept(link)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await signInWithPassword(app.database, 'noor@example.com', 'a long enough password')).not.toBeNull();
    await expect(revokeInvitation(app, ada, invitation.id)).rejects.toMatchObject({ code: 'too_late' });
    await expect(invite(app, ada, { email: 'noor@example.com', role: 'admin' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is nothing once another was made, it was taken back, or seven days are over', async () => {
    const first = await invite(app, ada, { email: 'omar@example.com', role: 'user' });
    const second = await invite(app, ada, { email: 'omar@example.com', role: 'user' });
    await expect(accept(first.link)).rejects.toMatchObject({ code: 'not_found' });
    await revokeInvitation(app, ada, second.invitation.id);
    await expect(accept(second.link)).rejects.toMatchObject({ code: 'not_found' });
    const third = await invite(app, ada, { email: 'omar@example.com', role: 'user' });
    await app.database.query(
      sql`update invitation set expires_at = now() - interval '1 second' where id = ${third.invitation.id}`,
    );
    await expect(accept(third.link)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an API token', () => {
  it('is its owner’s to make and end, and an admin’s to end', async () => {
    const made = await api('POST', '/tokens', { headers: ravi.session, body: { name: 'Script' } });
    const { item, token } = (await made.json()) as { item: { id: string }; token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await api('GET', '/me', { headers })).status).toBe(200);
    const foreign = await api('GET', `/tokens?userId=${ravi.userId}`, { headers: mia.session });
    expect(foreign.status).toBe(403);
    const seen = await api('GET', `/tokens?userId=${ravi.userId}`, { headers: ada.session });
    expect(await seen.text()).toContain(item.id);
    expect((await api('POST', `/tokens/${item.id}/revoke`, { headers: mia.session })).status).toBe(404);
    expect((await api('POST', `/tokens/${item.id}/revoke`, { headers: ada.session })).status).toBe(200);
    expect((await api('GET', '/me', { headers })).status).toBe(401);
  });
});
