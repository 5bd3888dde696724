import { beforeAll, describe, expect, it } from 'vitest';
import { GET } from '@/app/api/v1/runs/[id]/events/route';
import { runEventList } from '@/lib/api/contract/run';
import type { RunEvent } from '@/lib/domain/run-event';
import type { Application } from '@/lib/services/application';
import { changeRole } from '@/lib/services/people/change-role';
import { disablePerson } from '@/lib/services/people/switch-access';
import { endToken } from '@/lib/services/tokens/end-token';
import { listTokens } from '@/lib/services/tokens/list-tokens';
import { call } from '../../support/call';
import { messages } from '../../support/messages';
import { createPerson, type TestPerson } from '../../support/people';
import { appendEvent, createRun } from '../../support/records';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let owner: TestPerson;
let admin: TestPerson;
const follow = (headers: Record<string, string>, id: string, query = '') =>
  call(GET, `/api/v1/runs/${id}/events${query}`, { params: { id }, headers });
const open = (person: TestPerson, id: string, query = '', headers: Record<string, string> = {}) =>
  follow({ ...person.token, ...headers }, id, query);

beforeAll(async () => {
  app = await createTestApplication();
  owner = await createPerson(app, 'user');
  admin = await createPerson(app, 'admin');
});

async function createFinishedRun() {
  const run = await createRun(app, owner, { status: 'queued' });
  await appendEvent(app, run.id, 'run.status', { status: 'running' });
  await appendEvent(app, run.id, 'step.started', { step: 0 });
  await finish(run.id);
  return run;
}

const finish = (runId: string) => appendEvent(app, runId, 'run.finished', { status: 'succeeded', reply: 'Done.' });

async function endTokens(person: TestPerson): Promise<void> {
  for (const { id } of (await listTokens(app, person, {})).items) await endToken(app, person, id);
}

async function all(response: Response) {
  const received: { id: number; event: RunEvent }[] = [];
  for await (const message of messages(response)) received.push(message);
  return received;
}

describe('the events of a run', () => {
  it('stream from the first to the last, then close; a reconnect gets 204', async () => {
    const { id } = await createFinishedRun();
    const response = await open(owner, id);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const received = await all(response);
    expect(received.map((message) => [message.id, message.event.seq, message.event.type])).toEqual([
      [1, 1, 'run.status'],
      [2, 2, 'step.started'],
      [3, 3, 'run.finished'],
    ]);
    expect((await open(owner, id, '', { 'last-event-id': '3' })).status).toBe(204);
  });

  it('resume after the last one seen, by header or query, the header first', async () => {
    const { id } = await createFinishedRun();
    const after = async (query: string, headers = {}) =>
      (await all(await open(owner, id, query, headers))).map((message) => message.id);
    expect(await after('?after=1')).toEqual([2, 3]);
    expect(await after('?after=1', { 'last-event-id': '2' })).toEqual([3]);
  });

  it('arrive while they happen, each once', async () => {
    const { id } = await createRun(app, owner, { status: 'queued' });
    await appendEvent(app, id, 'run.status', { status: 'running' });
    const stream = messages(await open(owner, id));
    expect((await stream.next()).value).toMatchObject({ id: 1 });
    const next = stream.next();
    await appendEvent(app, id, 'text.delta', { step: 0, attempt: 1, text: 'He' });
    expect((await next).value).toMatchObject({ id: 2, event: { data: { text: 'He' } } });
    await finish(id);
    expect((await stream.next()).value).toMatchObject({ id: 3 });
    expect(await stream.next()).toMatchObject({ done: true });
  });

  it.each([
    ['is disabled', (person: TestPerson) => disablePerson(app, admin, person.userId), 'session'],
    ['is disabled, with a token', (person: TestPerson) => disablePerson(app, admin, person.userId), 'token'],
    [
      'may read other people’s runs no longer',
      (person: TestPerson) => changeRole(app, admin, person.userId, 'user'),
      'token',
    ],
    ['ended the token', endTokens, 'token'],
  ] as const)('end at once for a reader who %s, and go on for others', async (_who, change, way) => {
    const { id } = await createRun(app, owner, { status: 'queued' });
    await appendEvent(app, id, 'run.status', { status: 'running' });
    const reader = await createPerson(app, 'reviewer');
    const [theirs, mine] = [messages(await follow(reader[way], id)), messages(await open(owner, id))];
    await Promise.all([theirs.next(), mine.next()]);
    const [end, next] = [theirs.next(), mine.next()];
    await change(reader);
    expect(await end).toMatchObject({ done: true });
    await appendEvent(app, id, 'text.delta', { step: 0, attempt: 1, text: 'He' });
    expect((await next).value).toMatchObject({ id: 2 });
    await mine.return(undefined);
  });

  it('end when the server is asked to end', async () => {
    const { id } = await createRun(app, owner, { status: 'queued' });
    await appendEvent(app, id, 'run.status', { status: 'running' });
    const stream = messages(await open(owner, id));
    await stream.next();
    const next = stream.next();
    process.emit('SIGTERM', 'SIGTERM');
    expect(await next).toMatchObject({ done: true });
  });

  it('come as a list to those who ask for JSON', async () => {
    const { id } = await createFinishedRun();
    const response = await open(owner, id, '?after=1', { accept: 'application/json' });
    expect(runEventList.parse(await response.json()).items.map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('are not there for another user, and are for a reviewer', async () => {
    const { id } = await createFinishedRun();
    for (const accept of ['application/json', 'text/event-stream']) {
      expect((await open(await createPerson(app, 'user'), id, '', { accept })).status).toBe(404);
      expect((await open(await createPerson(app, 'reviewer'), id, '', { accept })).status).toBe(200);
    }
  });
});
