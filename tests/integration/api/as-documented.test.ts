import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agentAnswer } from '@/lib/api/contract/agent';
import type { Call, Method } from '@/lib/api/contract/call';
import { calls } from '@/lib/api/contract/calls';
import { groupPage } from '@/lib/api/contract/group';
import { pageOf } from '@/lib/api/contract/page';
import type { Application } from '@/lib/services/application';
import { notesAgent } from '../../fixtures/notes-agent';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
let ada: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  ada = await createPerson(app, 'admin');
});

const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await api(method, path, { headers: { ...ada.token, ...headers }, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

interface Versioned {
  version: number;
}
const isVersioned = (member: unknown): member is Versioned =>
  typeof member === 'object' && member !== null && 'version' in member;

describe('the kill switch', () => {
  it('means everything without a body', async () => {
    expect(await send('POST', '/halt')).toMatchObject({ status: 200, body: { halts: [{ scope: 'all', name: '' }] } });
    expect(await send('POST', '/resume')).toMatchObject({ status: 200, body: { halts: [] } });
  });
});

describe('what GET gave can be saved', () => {
  it.each(['/agents/notes', '/tools/append_note/policy', '/budget', '/knowledge/gift-cards'])('at %s', async (path) => {
    const article = { title: 'Gift cards', body: 'They never expire.', reason: 'For a test' };
    if (path.startsWith('/knowledge')) expect((await send('POST', '/knowledge', article)).status).toBe(201);
    const { body } = await send('GET', path);
    const inside = Object.values(body).find(isVersioned) ?? (body as unknown as Versioned);
    const { version } = inside;
    const reason = 'tool' in body ? { reason: 'The same' } : {};
    const saved = await send('PUT', path, { ...body, ...reason }, { 'if-match': String(version) });
    expect(saved).toMatchObject({ status: 200 });
    const bare = await send('PUT', path, { ...inside, ...reason }, { 'if-match': String(version + 1) });
    expect(bare).toMatchObject({ status: 200 });
  });
});

describe('an agent’s settings', () => {
  it('stay as they are where a section is left out', async () => {
    const save = async (trust: object) => {
      const { agent } = agentAnswer.parse((await send('GET', '/agents/notes')).body);
      const body = { limits: agent.limits, enabled: true, trust };
      return agentAnswer.parse((await send('PUT', '/agents/notes', body, { 'if-match': String(agent.version) })).body);
    };
    await save({ confidence: { replyThreshold: 0.2 } });
    const { agent } = await save({ frontDoor: { threshold: 0.5 } });
    expect(agent.trust).toMatchObject({ confidence: { replyThreshold: 0.2 }, frontDoor: { threshold: 0.5 } });
    expect((await save({})).agent.trust).toEqual(agent.trust);
  });
});

/** Counts, which are no list, and mail, which only the demo keeps. */
const notHere = ['/run-counts', '/mail'];

describe('every list', () => {
  const lists = Object.entries<Partial<Record<Method, Call>>>(calls).flatMap(([path, { GET }]) => {
    const isList = GET?.answer instanceof z.ZodObject && 'items' in GET.answer.shape && !GET.streams;
    return isList && !notHere.includes(path)
      ? [path.replace('/agents/:name', '/agents/notes').replace(':name', 'append_note').replace(':slug', 'gift-cards')]
      : [];
  });

  it.each(lists)('is paged at %s', async (path) => {
    const page = pageOf(z.unknown()).parse((await send('GET', `${path}?limit=1`)).body);
    expect(page.items.length).toBeLessThan(2);
    for (const query of ['limit=0', 'limit=101']) {
      expect(await send('GET', `${path}?${query}`)).toMatchObject({ status: 422, body: { code: 'invalid_fields' } });
    }
  });

  it('goes on after the last item seen, also when that is gone', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await send('POST', '/groups', { name, providerGroup: null, role: null });
    const page = async (query: string) => {
      const { items, nextCursor } = groupPage.parse((await send('GET', `/groups?${query}`)).body);
      return { names: items.map(({ name }) => name).join(''), nextCursor };
    };
    expect(await page('')).toEqual({ names: 'abcd', nextCursor: null });
    const first = await page('limit=2');
    expect(first.names).toBe('ab');
    expect(await page(`limit=2&cursor=${first.nextCursor}`)).toEqual({ names: 'cd', nextCursor: null });
    await send('DELETE', '/groups/b');
    expect(await page(`limit=1&cursor=${first.nextCursor}`)).toMatchObject({ names: 'c' });
  });
});
