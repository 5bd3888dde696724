import { beforeAll, expect, it } from 'vitest';
import { answerOnce } from '@/lib/api/idempotency';
import { CountersignError } from '@/lib/domain/errors';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { createTestApplication, SITE } from '../../support/test-application';

let app: Application;
beforeAll(async () => {
  app = await createTestApplication();
});

/** A request whose work counts how often it was done. */
function counted(key: string, work: (count: number) => Response = (count) => Response.json({ count })) {
  let count = 0;
  const operations: string[] = [];
  const send = (body: unknown, userId = 'ana', path = '/api/v1/runs') => {
    const request = new Request(new URL(path, SITE), { method: 'POST', headers: { 'idempotency-key': key } });
    return answerOnce(app.database, { request, userId, body }, (operationId) => {
      operations.push(operationId);
      return Promise.resolve(work(++count));
    });
  };
  return { send, count: () => count, operations };
}

it('does the work of forty simultaneous repeats once, with fewer connections than repeats', async () => {
  const { send, count } = counted('together');
  const answers = await Promise.all(Array.from({ length: 40 }, () => send({ a: 1, b: 2 })));
  expect(count()).toBe(1);
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(
    Array.from({ length: 40 }, () => ({ count: 1 })),
  );
});

it('takes the same members in another order for the same body, and refuses another body', async () => {
  const { send, count } = counted('same');
  await send({ a: 1, b: 2 });
  expect(await (await send({ b: 2, a: 1 })).json()).toEqual({ count: 1 });
  await expect(send({ a: 1 })).rejects.toMatchObject({ code: 'idempotency_mismatch', status: 422 });
  expect(count()).toBe(1);
});

it('keeps users and paths apart', async () => {
  const { send, count } = counted('apart');
  await send({});
  await send({}, 'bo');
  await send({}, 'ana', '/api/v1/proposals/1/decisions');
  expect(count()).toBe(3);
});

it('frees the key when the work was refused', async () => {
  const { send } = counted('refused', (count) => {
    if (count === 1) throw new CountersignError('conflict', 'Not now.');
    return Response.json({ count }, { status: 202 });
  });
  await expect(send({})).rejects.toMatchObject({ code: 'conflict' });
  const answer = await send({});
  expect([answer.status, await answer.json()]).toEqual([202, { count: 2 }]);
});

it('takes over from a process that died in its work, as the same operation', async () => {
  const { send, count, operations } = counted('died');
  await send({});
  await app.database.query(sql`
    update idempotent_answer set status = 0, body = 'null', created_at = now() - interval '1 minute' where key = 'died'`);
  await expect(send({ other: true })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  expect(await (await send({})).json()).toEqual({ count: 2 });
  expect(count()).toBe(2);
  expect(new Set(operations).size).toBe(1);
});

it('refuses a key that is no key', async () => {
  await expect(counted('with space').send({})).rejects.toMatchObject({ code: 'bad_request' });
});
