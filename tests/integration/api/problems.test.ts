import { beforeAll, describe, expect, it } from 'vitest';
import { GET as unknownPath } from '@/app/api/v1/[[...path]]/route';
import { GET as getInbox } from '@/app/api/v1/inbox/route';
import { DELETE as deleteMe, GET as getMe, POST as postMe } from '@/app/api/v1/me/route';
import { GET as openApi } from '@/app/api/v1/openapi.json/route';
import * as healthRoute from '@/app/api/health/route';
import * as invitationRoute from '@/app/api/invitation/route';
import * as metricsRoute from '@/app/api/metrics/route';
import * as readyRoute from '@/app/api/ready/route';
import * as setupRoute from '@/app/api/setup/route';
import { problem } from '@/lib/api/contract/problem';
import { problemResponse } from '@/lib/api/problem-response';
import type { Application } from '@/lib/services/application';
import { call } from '../../support/call';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication, SITE } from '../../support/test-application';

let app: Application;
let user: TestPerson;

beforeAll(async () => {
  app = await createTestApplication();
  user = await createPerson(app, 'user');
});

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const document = problem.parse(await response.json());
  expect(document.status).toBe(response.status);
  return { status: document.status, code: document.code, pointers: document.errors?.map(({ pointer }) => pointer) };
}

describe('a request that is refused is answered by a problem document', () => {
  it('401 to a stranger, whatever the path or method', async () => {
    for (const response of [
      call(getMe, '/api/v1/me'),
      call(unknownPath, '/api/v1/nowhere'),
      call(deleteMe, '/api/v1/me', { method: 'DELETE' }),
    ]) {
      expect((await response).headers.get('www-authenticate')).toBe('Bearer');
      expect(await problemOf(await response)).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
  });

  it.each([
    ['health', healthRoute, 'GET, HEAD'],
    ['ready', readyRoute, 'GET, HEAD'],
    ['metrics', metricsRoute, 'GET, HEAD'],
    ['setup', setupRoute, 'POST'],
    ['invitation', invitationRoute, 'POST'],
  ])('405 with what is possible at /api/%s too', async (name, { PUT, DELETE, OPTIONS }, allowed) => {
    for (const [method, handler] of Object.entries({ PUT, DELETE, OPTIONS })) {
      const wrong = await call(handler, `/api/${name}`, { method });
      expect(wrong.headers.get('allow')).toBe(allowed);
      expect(await problemOf(wrong)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    }
  });

  it('404 for an unknown path, 403 for a missing role, 405 with what is possible', async () => {
    const headers = user.token;
    expect(await problemOf(await call(unknownPath, '/api/v1/nowhere', { headers }))).toMatchObject({
      code: 'not_found',
    });
    expect(await problemOf(await call(getInbox, '/api/v1/inbox', { headers }))).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    const wrong = await call(postMe, '/api/v1/me', { method: 'POST', headers });
    expect(wrong.headers.get('allow')).toBe('GET, HEAD');
    expect(await problemOf(wrong)).toMatchObject({ status: 405, code: 'method_not_allowed' });
  });

  it('500 without a word of what went wrong inside', async () => {
    const response = problemResponse(new Error('secret detail'));
    expect(await response.clone().text()).not.toContain('secret');
    expect(await problemOf(response)).toMatchObject({ status: 500, code: 'internal' });
  });
});

describe('a body', () => {
  const post = (body: BodyInit | undefined, headers: Record<string, string> = {}) =>
    setupRoute.POST(
      new Request(`${SITE}/api/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: SITE, ...headers },
        ...(body === undefined ? {} : { body }),
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      }),
    );
  const valid = { token: 'wrong', email: 'a@example.com', name: 'A', password: 'long enough, surely' };

  it('must come from our own pages when a browser sends it', async () => {
    for (const origin of ['https://evil.example', 'null', `${SITE}.evil.example`, '']) {
      expect(await problemOf(await post(JSON.stringify(valid), { origin }))).toMatchObject({
        status: 403,
        code: 'origin_mismatch',
      });
    }
    const missing = await setupRoute.POST(
      new Request(`${SITE}/api/setup`, { method: 'POST', body: JSON.stringify(valid) }),
    );
    expect(await problemOf(missing)).toMatchObject({ code: 'origin_mismatch' });
  });

  it('must be JSON', async () => {
    expect(await problemOf(await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }))).toMatchObject({
      status: 415,
    });
    expect(await problemOf(await post(JSON.stringify(valid), { 'content-type': 'text/plain' }))).toMatchObject({
      status: 415,
    });
    expect(await problemOf(await post('{'))).toMatchObject({ status: 400, code: 'bad_request' });
    expect(await problemOf(await post(new Uint8Array([0x22, 0xff, 0x22])))).toMatchObject({ status: 400 });
  });

  it('may be 256 KiB and not a byte more, announced or streamed', async () => {
    const exactly = `"${'a'.repeat(256 * 1024 - 2)}"`;
    expect(await problemOf(await post(exactly))).toMatchObject({ status: 422 });
    expect(await problemOf(await post(`${exactly} `))).toMatchObject({ status: 413, code: 'payload_too_large' });
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
      },
    });
    expect(await problemOf(await post(endless))).toMatchObject({ status: 413 });
    expect(pulled).toBeLessThan(10);
  });

  it('is told of every field that is wrong, missing or unknown', async () => {
    const wrong = { email: 'nobody', name: 1, password: 'short', 'st/range~': true };
    const { status, pointers } = await problemOf(await post(JSON.stringify({ ...wrong })));
    expect(status).toBe(422);
    expect(pointers?.sort()).toEqual(['/email', '/name', '/password', '/st~1range~0', '/token']);
  });

  it('may not hold what the database could not store', async () => {
    for (const name of ['a\0b', '\ud800']) {
      const { status, pointers } = await problemOf(await post(JSON.stringify({ ...valid, name })));
      expect([status, pointers]).toEqual([422, ['/name']]);
    }
    expect(await problemOf(await post('{"token":9007199254740993}'))).toMatchObject({ pointers: ['/token'] });
    expect(await problemOf(await post('['.repeat(5000) + ']'.repeat(5000)))).toMatchObject({ status: 422 });
  });

  it('with a wrong link makes nobody', async () => {
    expect(await problemOf(await post(JSON.stringify(valid)))).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('a cookie', () => {
  it('reads without an origin; a token needs none at all', async () => {
    const { cookie = '' } = user.session;
    expect((await call(getMe, '/api/v1/me', { headers: { cookie } })).status).toBe(200);
    expect(
      (await call(getMe, '/api/v1/me', { headers: { ...user.token, origin: 'https://evil.example' } })).status,
    ).toBe(200);
  });
});

describe('HEAD', () => {
  it('answers like GET, without a body', async () => {
    const response = await call(getMe, '/api/v1/me', { method: 'HEAD', headers: user.token });
    expect([response.status, response.body]).toEqual([200, null]);
  });
});

describe('the OpenAPI document', () => {
  it('is served to anyone and names every call', async () => {
    const response = await call(openApi, '/api/v1/openapi.json');
    const document = (await response.json()) as { openapi: string; paths: Record<string, object> };
    expect([response.status, document.openapi]).toEqual([200, '3.1.0']);
    expect(Object.keys(document.paths['/api/v1/tools/{name}/policy'] ?? {})).toEqual(['get', 'put']);
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g);
    expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']));
  });
});

describe('without a database', () => {
  it('the process is alive but not ready, and says so', async () => {
    const health = () => call(healthRoute.GET, '/api/health');
    const ready = () => call(readyRoute.GET, '/api/ready');
    expect((await health()).status).toBe(200);
    expect((await ready()).status).toBe(200);
    await app.database.pool.end();
    expect((await health()).status).toBe(200);
    expect(await problemOf(await ready())).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await problemOf(await call(getMe, '/api/v1/me', { headers: user.token }))).toMatchObject({ status: 503 });
  });
});
