import { beforeAll, describe, expect, it } from 'vitest';
import { method as methods, type Call } from '@/lib/api/contract/call';
import { calls } from '@/lib/api/contract/calls';
import { openApiDocument } from '@/lib/api/openapi';
import { hasRole, role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { notesAgent } from '../../fixtures/notes-agent';
import { api, routedPaths } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

let app: Application;
const people = new Map<string, TestPerson>();

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  for (const name of role.options) people.set(name, await createPerson(app, name));
});

const everyCall = Object.entries<Record<string, Call>>(calls).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, declared]) => ({ method, path, declared })),
);
const concrete = (path: string) => path.replace(/:\w+/g, 'missing');
const withBody = (method: string) => (method === 'GET' ? {} : { body: {} });

describe('the contract’s table', () => {
  it('lists exactly the paths that have a route file, and the OpenAPI document lists the same', () => {
    const paths = Object.keys(calls).sort();
    expect([...routedPaths.keys()].sort()).toEqual(paths);
    const documented = Object.keys(openApiDocument()['paths'] as object);
    const versioned = paths.map((path) => `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(documented.sort()).toEqual([...versioned, '/api/health', '/api/metrics', '/api/ready'].sort());
  });
});

describe.each(everyCall)('$method $path', ({ method, path, declared }) => {
  const send = (headers: Record<string, string>) => api(method, concrete(path), { headers, ...withBody(method) });

  it('is closed to strangers, ended sessions and disabled users', async () => {
    const gone = await createPerson(app, 'admin');
    await app.database.query(sql`
      update app_user set disabled_at = now(), session_version = session_version + 1 where id = ${gone.userId}`);
    const statuses = await Promise.all(
      [{}, gone.token, gone.session].map(async (headers) => (await send(headers)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([declared.role === null ? 200 : 401]));
  });

  it('is open from its role on upwards', async () => {
    for (const [name, person] of people) {
      const { status } = await send(person.token);
      const allowed = declared.role === null || (declared.outside !== 'only' && hasRole(person.role, declared.role));
      if (allowed) expect([200, 202, 400, 404, 422], `${name}: ${status}`).toContain(status);
      else expect(status, name).toBe(403);
    }
  });

  it('takes a browser’s cookie only from our own pages, unless it just reads', async () => {
    const { session } = people.get('admin') ?? { session: {} };
    const { status } = await send({ ...session, origin: 'https://evil.example' });
    if (method === 'GET') expect(status).not.toBe(403);
    else expect(status).toBe(403);
  });
});

describe.each(Object.keys(calls))('%s', (path) => {
  it('answers 405 to the methods it has not', async () => {
    const known = Object.keys(calls[path as keyof typeof calls]);
    const headers = people.get('admin')?.token ?? {};
    for (const method of methods.options.filter((name) => !known.includes(name))) {
      const response = await api(method, concrete(path), { headers, ...withBody(method) });
      expect([method, response.status]).toEqual([method, 405]);
      expect(response.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(known));
    }
  });
});
