import { beforeAll, describe, expect, it } from 'vitest';
import { calls } from '@/lib/api/contract/calls';
import { role, type Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import {
  missing,
  startObjectMaker,
  type ObjectMaker,
  type OwnedKind,
  type OwnedObject,
} from '../../fixtures/access-objects';
import { accessTable, type AccessRow } from '../../fixtures/access-table';
import { api, routedPaths } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';

/** Whoever asks, and the column of the table that tells what they get; null for a stranger's. */
interface Asker {
  person: TestPerson | null;
  headers: Record<string, string>;
  as: Role | 'agent' | null;
}

let maker: ObjectMaker;
let other: TestPerson;
const askers = new Map<string, Asker>();
const kept = new Map<string, Promise<OwnedObject>>();

beforeAll(async () => {
  maker = await startObjectMaker();
  const { app } = maker;
  other = await createPerson(app, 'user');
  askers.set('anonymous', { person: null, headers: {}, as: null });
  for (const name of role.options) {
    const person = await createPerson(app, name);
    askers.set(name, { person, headers: person.session, as: name });
    askers.set(`${name} by token`, { person, headers: person.token, as: name });
  }
  askers.set('outside agent', { person: null, headers: maker.agent.headers, as: 'agent' });
  const ended = await maker.register('ended');
  await app.database.query(sql`update outside_agent set revoked_at = now() where name = 'ended'`);
  askers.set('ended outside agent', { person: null, headers: ended.headers, as: null });
  const change = async (
    name: string,
    as: Role | null,
    by: 'token' | 'session',
    statement: (id: string) => ReturnType<typeof sql>,
  ) => {
    const person = await createPerson(app, 'admin');
    await app.database.query(statement(person.userId));
    askers.set(name, { person, headers: person[by], as });
  };
  const disable = (id: string) => sql`update app_user set disabled_at = now() where id = ${id}`;
  const demote = (id: string) => sql`update app_user set role = 'user' where id = ${id}`;
  await change('disabled', null, 'session', disable);
  await change('disabled by token', null, 'token', disable);
  await change('demoted', 'user', 'session', demote);
  await change('demoted by token', 'user', 'token', demote);
  await change('stale session', null, 'session', (id) => sql`update app_user set session_version = 9 where id = ${id}`);
});

describe('the table of access', () => {
  it('lists every route file and method, and no other', () => {
    const declared = Object.entries(calls).flatMap(([path, byMethod]) =>
      Object.keys(byMethod).map((method) => `${method} ${path}`),
    );
    expect(Object.keys(accessTable).toSorted()).toEqual(declared.toSorted());
    expect([...new Set(declared.map((call) => call.split(' ')[1]))].toSorted()).toEqual(
      [...routedPaths.keys()].toSorted(),
    );
  });

  it('leaves out only the routes for signing in, setting up and watching over the server', () => {
    const outside = Object.keys(import.meta.glob('../../../app/api/**/route.ts'))
      .map((file) => file.slice('../../../app'.length, -'/route.ts'.length))
      .filter((path) => !routedPaths.has(path.slice('/api/v1'.length).replace(/\[(\w+)\]/g, ':$1')));
    const known = [
      '/api/auth/[...nextauth]',
      '/api/health',
      '/api/invitation',
      '/api/metrics',
      '/api/ready',
      '/api/setup',
      '/api/v1/[[...path]]',
    ];
    expect(outside.toSorted()).toEqual(known);
  });
});

// A dozen kinds of askers ask about three things each, most of which a run has to make first.
describe.each(Object.entries(accessTable))('%s', { timeout: 120_000 }, (call, row) => {
  it('answers everybody as the table says, and whoever is refused has done nothing', async () => {
    const answered: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [name, asker] of askers) {
      expected[name] = expectedOf(row, asker);
      answered[name] = (await answersTo(call, row, asker)).join(' ');
    }
    expect(answered).toEqual(expected);
  });
});

function expectedOf(row: AccessRow, { as }: Asker): string {
  if (as === 'agent') return row.agent ?? row.user.replace(/\d+/g, row.open ? '200' : '403');
  if (as !== null) return row[as];
  return row.user.replace(/\d+/g, row.open ? '200' : '401');
}

async function answersTo(call: string, row: AccessRow, asker: Asker): Promise<number[]> {
  const statuses: number[] = [];
  for (const object of await objectsOf(call, row, asker)) {
    const [method = '', path = ''] = call.split(' ');
    const { body, headers = {} } = row.send?.(object) ?? {};
    const before = await entriesBy(asker);
    const response = await api(method, path.replace(/:\w+/, object.id), {
      headers: { ...headers, ...(method === 'PUT' ? await currentVersion(path, object) : {}), ...asker.headers },
      ...(body === undefined ? {} : { body }),
    });
    await response.body?.cancel();
    statuses.push(response.status);
    if (response.status >= 400) expect(await entriesBy(asker), `${call} was refused`).toBe(before);
  }
  return statuses;
}

/** One's own, another's and a missing one; made anew for every call that could change it. */
async function objectsOf(call: string, { on }: AccessRow, { person, as }: Asker): Promise<OwnedObject[]> {
  if (on === undefined) return [{ id: '' }];
  if (typeof on === 'object') return [{ id: on.name }, missing()];
  const changes = !call.startsWith('GET') && as !== null;
  const make = changes ? maker.make.bind(maker) : keep;
  const own = as === 'agent' && on === 'proposal' ? await maker.makeOutside() : await make(on, person ?? other);
  return [own, await make(on, other), missing()];
}

function keep(kind: OwnedKind, owner: TestPerson): Promise<OwnedObject> {
  const key = `${kind} ${owner.userId}`;
  const object = kept.get(key) ?? maker.make(kind, owner);
  kept.set(key, object);
  return object;
}

/** What a save must say it read. */
async function currentVersion(path: string, { id }: OwnedObject): Promise<Record<string, string>> {
  const response = await api('GET', path.replace(/:\w+/, id), { headers: askers.get('admin')?.headers ?? {} });
  type Versioned = { version?: number };
  const read = (await response.json()) as Versioned & { agent?: Versioned; budget?: Versioned };
  return { 'if-match': String(read.version ?? read.agent?.version ?? read.budget?.version ?? 1) };
}

async function entriesBy({ person }: Asker): Promise<number> {
  if (!person) return 0;
  const [row] = await maker.app.database.query<{ count: number }>(
    sql`select count(*) as count from audit_entry where entry::jsonb #>> '{actor,id}' = ${person.userId}`,
  );
  return row?.count ?? -1;
}
