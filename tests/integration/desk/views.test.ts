import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inboxCounts, inboxItemAnswer, inboxPage, lookAnswer } from '@/lib/api/contract/inbox';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createProposal, createRun, type ProposalParts } from '../../support/records';
import { createTestApplication } from '../../support/test-application';

const MINUTE = 60_000;
let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ana: TestPerson;
let run: { id: string };

beforeAll(async () => {
  app = await createTestApplication();
  mia = await createPerson(app, 'user');
});
beforeEach(async () => {
  await app.database.query(sql`delete from inbox_item`);
  run = await createRun(app, mia);
  ravi = await createPerson(app, 'reviewer');
  ana = await createPerson(app, 'reviewer');
});

let position = 0;
const propose = (parts: ProposalParts = {}, owner = mia) =>
  createProposal(app, owner, run, { position: (position += 1), ...parts });
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE);
const get = async (person: TestPerson, path: string) =>
  (await api('GET', path, { headers: person.token })).json() as Promise<unknown>;
const list = async (person: TestPerson, query = '') => inboxPage.parse(await get(person, `/inbox${query}`)).items;
const titles = async (person: TestPerson, query: string) => (await list(person, query)).map(({ title }) => title);
const post = (person: TestPerson, path: string, body: unknown = {}) =>
  api('POST', path, { headers: person.token, body });
const counts = async (person: TestPerson) => inboxCounts.parse(await get(person, '/inbox-counts'));

describe('the views', () => {
  it('mine is what I may decide; team is all, with why I may not', async () => {
    await propose({ title: 'anybody' });
    await propose({ title: 'Ana alone', approvers: [ana.email] });
    await propose({ title: 'my own' }, ravi);
    const quorum = await propose({ title: 'two people', requiredApprovals: 2 });
    await app.database.query(sql`
      insert into decision (id, proposal_id, proposal_version, verdict, actor_id, view_hash)
      values ('first', ${quorum.id}, 1, 'approve', ${ravi.userId}, ${quorum.viewHash})`);
    await app.database.query(sql`
      insert into inbox_item (id, kind, status, title, agent, run_id, requester_id)
      values ('stuck', 'dead_letter', 'pending', 'stuck', 'retail', ${run.id}, ${mia.userId})`);
    expect(await titles(ravi, '?view=mine')).toEqual(['anybody']);
    const team = await list(ravi, '?view=team');
    expect(
      Object.fromEntries(team.map(({ title, whyNot, mayDecide }) => [title, mayDecide ? 'mine' : whyNot])),
    ).toEqual({
      anybody: 'mine',
      'Ana alone': 'not_approver',
      'my own': 'own_request',
      'two people': 'already_approved',
      stuck: 'admin_only',
    });
    expect(await counts(ravi)).toEqual({
      mine: { count: 1, more: false },
      team: { count: 5, more: false },
      snoozed: { count: 0, more: false },
    });
  });

  it('are sorted by deadline to the minute, then by how little can be undone, then by age', async () => {
    const minute = new Date(Math.ceil(Date.now() / MINUTE) * MINUTE + 60 * MINUTE).getTime();
    await propose({ title: 'old reversible', expiresAt: new Date(minute + 1000), reversibility: 'reversible' });
    await propose({ title: 'irreversible', expiresAt: new Date(minute + 50_000) });
    await propose({ title: 'young reversible', expiresAt: new Date(minute), reversibility: 'reversible' });
    await propose({ title: 'sooner', expiresAt: new Date(minute - 1), reversibility: 'reversible' });
    await propose({ title: 'later', expiresAt: new Date(minute + MINUTE) });
    const sorted = ['sooner', 'irreversible', 'old reversible', 'young reversible', 'later'];
    expect(await titles(ravi, '?view=mine')).toEqual(sorted);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { title: string }[]; nextCursor: string | null } = inboxPage.parse(
        await get(ravi, `/inbox?view=mine&limit=1${cursor && `&cursor=${cursor}`}`),
      );
      paged.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(sorted);
  });

  it('are searched by every word, in titles, tools, agents and names, and by nothing else', async () => {
    await propose({ title: 'Refund 100% to Ana_Lind' });
    await propose({ title: 'Refund to Bo' });
    const search = (words: string) => titles(ravi, `?q=${encodeURIComponent(words)}`);
    expect(await search('  refund ANA ')).toEqual(['Refund 100% to Ana_Lind']);
    expect(await search('0%')).toEqual(['Refund 100% to Ana_Lind']);
    expect(await search('%')).toHaveLength(1);
    expect(await search(`cancel_pending retail ${mia.name}`)).toHaveLength(2);
    expect(await search('nothing of the kind')).toEqual([]);
    expect(await titles(ravi, '?reversibility=reversible')).toEqual([]);
    expect(await titles(ravi, '?reversibility=irreversible')).toHaveLength(2);
  });
});

describe('a snooze', () => {
  it('takes an item out of one’s own list alone and leaves its deadline', async () => {
    const { id } = await propose({ title: 'later', expiresAt: inMinutes(600) });
    const before = (await list(ravi))[0]?.expiresAt;
    const until = inMinutes(60).toISOString();
    const answer = await post(ravi, `/inbox/${id}/snooze`, { until });
    expect(inboxItemAnswer.parse(await answer.json()).item).toMatchObject({ expiresAt: before, snoozed: { until } });
    expect(await titles(ravi, '?view=mine')).toEqual([]);
    expect(await titles(ravi, '?view=snoozed')).toEqual(['later']);
    expect(await titles(ravi, '?view=team')).toEqual(['later']);
    expect(await titles(ana, '?view=mine')).toEqual(['later']);
    expect(await titles(ana, '?view=snoozed')).toEqual([]);
    expect((await counts(ravi)).snoozed).toEqual({ count: 1, more: false });
    await post(ravi, `/inbox/${id}/wake`);
    expect(await titles(ravi, '?view=mine')).toEqual(['later']);
  });

  it('wakes by itself: at its moment, when the item changes, and before the deadline', async () => {
    const [timed, changing, urgent] = [
      await propose({ title: 'timed', expiresAt: inMinutes(600) }),
      await propose({ title: 'changing', expiresAt: inMinutes(600) }),
      await propose({ title: 'urgent', expiresAt: inMinutes(30) }),
    ];
    await post(ravi, `/inbox/${timed.id}/snooze`, { until: inMinutes(60).toISOString() });
    await post(ravi, `/inbox/${changing.id}/snooze`);
    await post(ravi, `/inbox/${urgent.id}/snooze`);
    expect(await titles(ravi, '?view=mine')).toEqual([]);
    await app.database.query(sql`update inbox_snooze set until = now() where item_id = ${timed.id}`);
    expect(await titles(ravi, '?view=mine')).toEqual(['timed']);
    await app.database.query(sql`update proposal set version = 2 where id = ${changing.id}`);
    await app.database.query(
      sql`update inbox_item set expires_at = now() + interval '14 minutes' where id = ${urgent.id}`,
    );
    expect(await titles(ravi, '?view=mine')).toEqual(['urgent', 'timed', 'changing']);
    expect(await titles(ravi, '?view=snoozed')).toEqual([]);
  });

  it('is refused when it could not sleep: past moments, near deadlines, what is over', async () => {
    const { id } = await propose({ expiresAt: inMinutes(600) });
    const near = await propose({ expiresAt: inMinutes(10) });
    expect((await post(ravi, `/inbox/${id}/snooze`, { until: inMinutes(-1).toISOString() })).status).toBe(422);
    expect(await (await post(ravi, `/inbox/${near.id}/snooze`)).json()).toMatchObject({ code: 'too_late' });
    await app.database.query(sql`update inbox_item set status = 'closed', closed_at = now() where id = ${id}`);
    expect(await (await post(ravi, `/inbox/${id}/snooze`)).json()).toMatchObject({ code: 'already_resolved' });
  });
});

describe('who is looking', () => {
  it('is shown to others for some seconds, and one looks at one item at a time', async () => {
    const [first, second] = [await propose({ title: 'first' }), await propose({ title: 'second' })];
    const look = async (person: TestPerson, id: string, open = true) =>
      lookAnswer.parse(await (await post(person, `/inbox/${id}/look`, { open })).json()).looking;
    const seen = async (person: TestPerson) =>
      Object.fromEntries((await list(person)).map(({ title, looking }) => [title, looking.map(({ name }) => name)]));
    expect(await look(ana, first.id)).toEqual([]);
    expect(await look(ravi, first.id)).toEqual([{ id: ana.userId, name: ana.name }]);
    expect(await seen(ana)).toEqual({ first: [ravi.name], second: [] });
    await look(ravi, second.id);
    expect(await seen(ana)).toEqual({ first: [], second: [ravi.name] });
    await app.database.query(sql`update inbox_look set lease_until = now() where user_id = ${ravi.userId}`);
    expect(await seen(ana)).toEqual({ first: [], second: [] });
    await look(ana, first.id, false);
    expect(await seen(ravi)).toEqual({ first: [], second: [] });
  });
});
