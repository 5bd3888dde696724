import { beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '@/lib/api/contract/call';
import { calls } from '@/lib/api/contract/calls';
import { problem } from '@/lib/api/contract/problem';
import { sql } from '@/lib/domain/sql';
import { accessTable } from '../../fixtures/access-table';
import { missing, startObjectMaker, type ObjectMaker, type OwnedObject } from '../../fixtures/access-objects';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { SITE } from '../../support/test-application';

let maker: ObjectMaker;
let admin: TestPerson;
let owner: TestPerson;

beforeAll(async () => {
  maker = await startObjectMaker();
  admin = await createPerson(maker.app, 'admin');
  owner = await createPerson(maker.app, 'user');
});

const writes = Object.entries<Record<string, Call>>(calls).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).flatMap(([method, { outside }]) =>
    method === 'GET' ? [] : [{ call: `${method} ${path}`, method, path, forAgents: outside === 'only' }],
  ),
);

/** Other people's pages, and what they could make an origin look like. */
const foreignOrigins = [
  'https://evil.example',
  'null',
  '',
  `${SITE}.evil.example`,
  `${SITE}@evil.example`,
  `${SITE}:80`,
  `${SITE}/`,
  `${SITE}, ${SITE}`,
  `https${SITE.slice('http'.length)}`,
  SITE.replace('127.0.0.1', 'localhost'),
  SITE.replace('3000', '3001'),
  SITE.toUpperCase(),
];

async function refusal(response: Response): Promise<string> {
  return `${response.status} ${problem.parse(await response.json()).code}`;
}

/** A request that would succeed, but for who sends it from where. */
async function rightRequest(
  call: string,
): Promise<{ object: OwnedObject; headers: Record<string, string>; body?: unknown }> {
  const row = accessTable[call];
  const { on } = row ?? {};
  const object = on === undefined ? missing() : typeof on === 'object' ? { id: on.name } : await maker.make(on, owner);
  const { headers = {}, ...rest } = row?.send?.(object) ?? {};
  return { object, headers, ...rest };
}

const trace = async () => {
  const [row] = await maker.app.database.query<{ trace: string }>(sql`
    select (select count(*) from audit_entry) || ' ' || (select count(*) from decision) || ' ' || (select count(*) from run)
           || ' ' || (select count(*) from policy_version) as trace`);
  return row?.trace;
};

describe.each(writes.filter(({ forAgents }) => !forAgents))(
  'a browser on another page that sends $call',
  { timeout: 120_000 },
  ({ call, method, path }) => {
    it('is refused, and nothing is done', async () => {
      const { object, headers, ...rest } = await rightRequest(call);
      const before = await trace();
      const target = path.replace(/:\w+/, object.id);
      const { cookie = '' } = admin.session;
      const missingOrigin = api(method, target, { headers: { ...headers, cookie }, ...rest });
      expect(await refusal(await missingOrigin)).toBe('403 origin_mismatch');
      for (const origin of foreignOrigins) {
        const response = await api(method, target, { headers: { ...headers, cookie, origin }, ...rest });
        expect(await refusal(response), origin).toBe('403 origin_mismatch');
      }
      expect(await trace()).toBe(before);
    });

    it('gains nothing from a token’s header beside the cookie', async () => {
      const { object, headers, ...rest } = await rightRequest(call);
      const target = path.replace(/:\w+/, object.id);
      for (const authorization of ['Bearer', 'Bearer cs_guess', 'Basic YTpi', '']) {
        const sent = { ...headers, ...admin.session, origin: 'https://evil.example', authorization };
        expect((await api(method, target, { headers: sent, ...rest })).status, authorization).toBe(401);
      }
    });

    it('cannot send it as a form or as plain text', async () => {
      const { object, headers, ...rest } = await rightRequest(call);
      if (rest.body === undefined) return;
      const before = await trace();
      const target = path.replace(/:\w+/, object.id);
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
      ]) {
        const sent = { ...headers, ...admin.session, 'content-type': type };
        expect(await refusal(await api(method, target, { headers: sent, ...rest })), type).toBe(
          '415 unsupported_media_type',
        );
      }
      expect(await trace()).toBe(before);
    });

    it('decides nothing by GET or HEAD, whatever they carry', async () => {
      const { object, headers, ...rest } = await rightRequest(call);
      const before = await trace();
      const target = path.replace(/:\w+/, object.id);
      const query = `?${new URLSearchParams({ method, _method: method, verdict: 'approve', body: JSON.stringify(rest.body ?? {}) })}`;
      for (const name of ['GET', 'HEAD']) {
        const sent = { ...headers, ...admin.session, 'x-http-method-override': method, 'x-method-override': method };
        expect([200, 405, 422]).toContain((await api(name, target + query, { headers: sent })).status);
      }
      expect(await trace()).toBe(before);
    });
  },
);

describe.each(writes.filter(({ forAgents }) => forAgents))(
  '$call, which is for outside agents,',
  ({ call, method, path }) => {
    it('takes no cookie at all', async () => {
      const { object, headers, ...rest } = await rightRequest(call);
      const before = await trace();
      const sent = { headers: { ...headers, ...admin.session }, ...rest };
      expect(await refusal(await api(method, path.replace(/:\w+/, object.id), sent))).toBe('403 forbidden');
      expect(await trace()).toBe(before);
    });
  },
);

describe('a program with a token', () => {
  it.each(foreignOrigins)('may come from anywhere: %s', async (origin) => {
    const { object, body } = await rightRequest('POST /proposals/:id/decisions');
    const headers = { ...admin.token, ...(origin ? { origin } : {}) };
    expect((await api('POST', `/proposals/${object.id}/decisions`, { headers, body })).status).toBe(200);
  });
});

describe('a decision that is sent again', () => {
  it('is the same answer with its key, and refused without it, with another key, body or person', async () => {
    const { object, body } = await rightRequest('POST /proposals/:id/decisions');
    const second = await createPerson(maker.app, 'admin');
    const key = { 'idempotency-key': 'replayed' };
    const decide = (id: string, headers: Record<string, string>, sent: unknown = body) =>
      api('POST', `/proposals/${id}/decisions`, { headers: { ...admin.session, ...headers }, body: sent });
    const first = await decide(object.id, key);
    const before = await trace();
    expect(first.status).toBe(200);
    expect(await (await decide(object.id, key)).text()).toBe(await first.text());
    expect((await decide(object.id, {})).status).toBe(409);
    expect((await decide(object.id, { 'idempotency-key': 'another' })).status).toBe(409);
    const changed = { ...(body as object), reason: 'Something else.' };
    expect(await refusal(await decide(object.id, key, changed))).toBe('422 idempotency_mismatch');
    expect((await decide(object.id, { ...key, ...second.session })).status).toBe(409);
    expect(await trace()).toBe(before);
  });
});
