import { beforeAll, expect, it } from 'vitest';
import { reviewingPage, type ReviewingPage } from '@/lib/api/contract/reviewing';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { startRun } from '@/lib/services/runs/start-run';
import { proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { api } from '../support/api';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

let app: Application;
let mia: TestPerson;
let ana: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  [ana, ravi] = [await createPerson(app, 'reviewer'), await createPerson(app, 'reviewer')];
  ada = await createPerson(app, 'admin');
  startTestEngine(app, scriptedCatalog(inTurn([use('append_note', { id: 'a', text: 'more' })])));
  const edited = { id: 'a', text: 'other' };
  await decide(ana, { verdict: 'approve', visibleMs: 400 });
  await decide(ana, { verdict: 'approve', visibleMs: 1600 });
  await decide(ana, { verdict: 'edit', args: edited, visibleMs: 9000 });
  await decide(ana, { verdict: 'reject', reason: 'No.', visibleMs: 2000 });
  await decide(ravi, { verdict: 'respond', message: 'Not today.' });
});

async function decide(person: TestPerson, answer: object): Promise<void> {
  const { runId } = await startRun(app, mia, { agent: 'notes', message: 'Please.', route: 'auto' });
  await settled(app, mia, runId);
  const [proposal] = await proposalsOf(app, person, runId);
  if (!proposal) throw new Error('Nothing was proposed.');
  const { id, version, viewHash } = proposal;
  const body = { ...answer, version, viewHash };
  expect((await api('POST', `/proposals/${id}/decisions`, { headers: person.token, body })).status).toBe(200);
  // What it changed is what the next one is proposed on.
  await settled(app, mia, runId);
}

async function read(person: TestPerson, query = ''): Promise<ReviewingPage> {
  const response = await api('GET', `/reviewing${query}`, { headers: person.token });
  expect(response.status).toBe(200);
  return reviewingPage.parse(await response.json());
}

it('tells an admin of everybody, by reviewer and tool', async () => {
  const { items } = await read(ada);
  expect(items).toHaveLength(2);
  expect(items.find(({ reviewer }) => reviewer.id === ana.userId)).toMatchObject({
    tool: 'append_note',
    ...{ decisions: 4, approved: 2, edited: 1, rejected: 1, responded: 0, underASecond: 1, visibleMs: 1800 },
  });
  expect(items.find(({ reviewer }) => reviewer.id === ravi.userId)).toMatchObject({
    ...{ decisions: 1, responded: 1, underASecond: 0, visibleMs: null },
  });
  expect(items.every(({ waitedMs }) => waitedMs >= 0)).toBe(true);
});

it('tells a reviewer of themselves only', async () => {
  const { items } = await read(ravi);
  expect(items.map(({ reviewer }) => reviewer.id)).toEqual([ravi.userId]);
});

it('comes in pages', async () => {
  const first = await read(ada, '?limit=1');
  expect(first.items).toHaveLength(1);
  const second = await read(ada, `?limit=1&cursor=${first.nextCursor}`);
  expect(second.nextCursor).toBeNull();
  const whose = [...first.items, ...second.items].map(({ reviewer }) => reviewer.id);
  expect(new Set(whose)).toEqual(new Set([ana.userId, ravi.userId]));
});

it('leaves out what was decided before', async () => {
  await app.database.query(sql`
    update decision set decided_at = now() - interval '8 days' where actor_id = ${ravi.userId}`);
  expect((await read(ada, '?days=7')).items).toHaveLength(1);
  expect((await read(ada, '?days=30')).items).toHaveLength(2);
});

it('refuses a time that no card was open for', async () => {
  const body = { verdict: 'approve', version: 1, viewHash: 'x', visibleMs: -1 };
  const { status } = await api('POST', '/proposals/none/decisions', { headers: ana.token, body });
  expect(status).toBe(422);
});
