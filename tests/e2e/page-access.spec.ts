import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readConfig } from '@/lib/config';
import { role, type Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { openDatabase } from '@/lib/store/database';
import { createRegistry } from '@/lib/tools/registry';
import { migrate } from '../../scripts/database/migrate';
import { openDatabase as openCluster } from '../../scripts/database/open-database';
import { copyWithoutProxy, servePages } from '../fixtures/page-servers';
import { freePort } from '../support/application';
import { pageTemplates } from '../support/page-tree';
import { createPerson, type TestPerson } from '../support/people';
import { createProposal, createRun } from '../support/records';

/** What a page is to each role: shown, not there, or on to somewhere else. What it shows of anything the API decides. */
const pages: Record<string, Record<Role | 'stranger', string>> = {
  '/': { stranger: 'sign in', user: 'to /chat', reviewer: 'to /inbox', admin: 'to /settings' },
  '/setup': { stranger: 'shown', user: 'shown', reviewer: 'shown', admin: 'shown' },
  '/chat': { stranger: 'sign in', user: 'shown', reviewer: 'shown', admin: 'shown' },
  '/chat/[conversationId]': { stranger: 'sign in', user: 'shown', reviewer: 'shown', admin: 'shown' },
  '/runs': { stranger: 'sign in', user: 'not there', reviewer: 'shown', admin: 'shown' },
  '/runs/[id]': { stranger: 'sign in', user: 'shown', reviewer: 'shown', admin: 'shown' },
  '/inbox': { stranger: 'sign in', user: 'not there', reviewer: 'shown', admin: 'shown' },
  '/inbox/[itemId]': { stranger: 'sign in', user: 'not there', reviewer: 'shown', admin: 'shown' },
  '/reviewing': { stranger: 'sign in', user: 'not there', reviewer: 'shown', admin: 'shown' },
  '/mail': { stranger: 'sign in', user: 'not there', reviewer: 'shown', admin: 'shown' },
  '/insights': { stranger: 'sign in', user: 'not there', reviewer: 'shown', admin: 'shown' },
  '/account': { stranger: 'sign in', user: 'shown', reviewer: 'shown', admin: 'shown' },
  '/invitation': { stranger: 'shown', user: 'shown', reviewer: 'shown', admin: 'shown' },
  '/settings/costs': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings/deciders': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings/groups': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings/people': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/knowledge/[slug]': { stranger: 'sign in', user: 'shown', reviewer: 'shown', admin: 'shown' },
  '/settings/knowledge': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings/knowledge/[slug]': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings/new-article': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings/agents/[name]': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
  '/settings/tools/[name]': { stranger: 'sign in', user: 'not there', reviewer: 'not there', admin: 'shown' },
};

const WORDS = 'Words that only the API may show';

test('every page is listed, and answers everybody as listed, with the proxy and without it', async () => {
  test.setTimeout(240_000);
  expect(Object.keys(pages).toSorted()).toEqual(pageTemplates());
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-access-'));
  const cluster = await openCluster({ dataDir, databaseUrl: undefined });
  await migrate(cluster.url);
  const port = await freePort();
  const env = {
    DATABASE_URL: cluster.url,
    DATA_DIR: dataDir,
    NEXTAUTH_SECRET: 'a secret for tests, long enough for the parser',
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    WORKERS: 'none',
    DEMO: 'on',
  };
  const app = {
    config: readConfig(env),
    database: openDatabase(cluster.url, { maxConnections: 3 }),
    registry: createRegistry([]),
  };
  const copy = await copyWithoutProxy();
  try {
    const askers = await makeAskers(app);
    const requests = await makeRequests(app, askers);
    const answers: Record<string, string>[] = [];
    for (const folder of [undefined, copy.folder]) {
      const server = await servePages(port, env, folder);
      try {
        const answered = Object.fromEntries(
          (await Promise.all(
            requests.map(async ({ key, path, cookie }) => [key, await outcome(server.url + path, cookie)]),
          )) as [string, string][],
        );
        answers.push(answered);
        const page = await fetch(server.url);
        expect(page.headers.has('content-security-policy')).toBe(folder === undefined);
      } finally {
        await server.stop();
      }
    }
    const expected = Object.fromEntries(requests.map(({ key, expected: outcome }) => [key, outcome]));
    expect(answers[0]).toEqual(expected);
    expect(answers[1]).toEqual(answers[0]);
  } finally {
    await copy.remove();
    await app.database.close();
    await cluster.release();
    await rm(dataDir, { recursive: true, force: true });
  }
});

interface Asker {
  name: string;
  as: Role | 'stranger';
  person: TestPerson | null;
}

async function makeAskers(app: Application): Promise<Asker[]> {
  const askers: Asker[] = [{ name: 'anonymous', as: 'stranger', person: null }];
  for (const name of role.options) askers.push({ name, as: name, person: await createPerson(app, name) });
  const change = async (name: string, as: Asker['as'], statement: (id: string) => ReturnType<typeof sql>) => {
    const person = await createPerson(app, 'admin');
    await app.database.query(statement(person.userId));
    askers.push({ name, as, person });
  };
  await change('disabled', 'stranger', (id) => sql`update app_user set disabled_at = now() where id = ${id}`);
  await change('demoted', 'user', (id) => sql`update app_user set role = 'user' where id = ${id}`);
  await change('stale session', 'stranger', (id) => sql`update app_user set session_version = 9 where id = ${id}`);
  return askers;
}

/** Every page for everybody: of their own, of somebody else's and of nobody's where the path names something. */
async function makeRequests(app: Application, askers: Asker[]) {
  const other = await createPerson(app, 'user');
  const foreign = await makeThings(app, other);
  const requests: { key: string; path: string; cookie: string; expected: string }[] = [];
  for (const { name, as, person } of askers) {
    const own = person ? await makeThings(app, person) : foreign;
    for (const [template, row] of Object.entries(pages)) {
      const things = /\[(\w+)\]/.exec(template)?.[1];
      const ids = things
        ? { own: own[things] ?? 'retail', other: foreign[things] ?? 'retail', missing: 'missing' }
        : { '': '' };
      for (const [whose, id] of Object.entries(ids)) {
        const path = template.replace(/\[\w+\]/, id);
        requests.push({
          key: `${name} ${template} ${whose}`,
          path,
          cookie: person?.session.cookie ?? '',
          expected: row[as],
        });
      }
    }
  }
  return requests;
}

async function makeThings(app: Application, owner: TestPerson): Promise<Record<string, string>> {
  const run = await createRun(app, owner, { message: WORDS });
  const proposal = await createProposal(app, owner, run, { title: WORDS });
  return { conversationId: run.conversationId, id: run.id, itemId: proposal.id };
}

async function outcome(url: string, cookie: string): Promise<string> {
  const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  const text = await response.text();
  if (text.includes(WORDS)) return 'words of somebody';
  if (response.status === 404) return 'not there';
  if (response.status >= 300 && response.status < 400) return `to ${response.headers.get('location')}`;
  if (/<h1[^>]*>(Sign in|You are not signed in)</.test(text)) return 'sign in';
  return response.status === 200 ? 'shown' : String(response.status);
}
