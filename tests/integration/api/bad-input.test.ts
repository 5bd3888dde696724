import { beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '@/lib/api/contract/call';
import { calls } from '@/lib/api/contract/calls';
import { runAnswer } from '@/lib/api/contract/run';
import { missing, startObjectMaker, type ObjectMaker, type OwnedObject } from '../../fixtures/access-objects';
import { bodyRoutes, headersFor, subjectsOf } from '../../fixtures/body-routes';
import { api } from '../../support/api';
import { expectDecentAnswer } from '../../support/decent-answer';
import { naughtyStrings } from '../../support/naughty-strings';
import { createPerson, type TestPerson } from '../../support/people';
import { schemaOf, textPaths } from '../../support/schema-samples';

let maker: ObjectMaker;
let admin: TestPerson;
let owner: TestPerson;

beforeAll(async () => {
  maker = await startObjectMaker();
  admin = await createPerson(maker.app, 'admin');
  owner = await createPerson(maker.app, 'user');
});

const everyCall = Object.entries<Record<string, Call>>(calls).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, declared]) => ({ call: `${method} ${path}`, method, path, declared })),
);

describe.each(bodyRoutes)('$call', { timeout: 120_000 }, (route) => {
  const send = (id: string, body: unknown) =>
    api(route.method, route.path.replace(/:\w+/, id), {
      headers: { ...headersFor(route, maker, admin), 'if-match': '1' },
      body,
    });

  it('takes any text in any field, or says what is wrong with it', async () => {
    const subject = (await subjectsOf(route, maker, admin, owner, 1)).at(-1) ?? missing();
    const right = route.row.send?.(subject).body ?? {};
    for (const path of textPaths(schemaOf(route.body))) {
      for (const text of naughtyStrings) {
        const response = await send(subject.id, replaced(right, path, text));
        await expectDecentAnswer(
          response,
          `${route.call} with ${JSON.stringify(text).slice(0, 80)} at ${path.join('.')}`,
        );
      }
    }
  });

  it('refuses a member that stands twice, and one nobody knows', async () => {
    const { id } = missing();
    const right = JSON.stringify(route.row.send?.(missing()).body ?? {});
    const [, first = '"x":1'] = /^\{("[^"]+":(?:"(?:[^"\\]|\\.)*"|[\d.]+|true|false|\{\}|null))/.exec(right) ?? [];
    const twice = await send(id, right.replace(/^\{/, `{${first},${right === '{}' ? first : ''}`));
    const unknown = await send(id, right.replace(/^\{/, `{"nobody knows me":1${right === '{}' ? '' : ','}`));
    expect([twice.status, unknown.status]).toEqual([422, 422]);
  });
});

/** The body with this text at this place; what was there before, and lists on the way, are replaced. */
function replaced(body: unknown, [name, ...rest]: string[], text: string): unknown {
  if (name === undefined) return text;
  if (name === '0') return [replaced(undefined, rest, text)];
  const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { ...members, [name]: replaced(members[name], rest, text) };
}

describe('a message', () => {
  it('is kept to the letter, whatever stands in it', async () => {
    for (const text of naughtyStrings) {
      const sent = `${text} .`;
      const response = await api('POST', '/runs', { headers: owner.token, body: { agent: 'notes', message: sent } });
      if (response.status === 422) continue;
      const { run } = runAnswer.parse(await response.json());
      const read = await api('GET', `/runs/${run.id}`, { headers: owner.token });
      expect(runAnswer.parse(await read.json()).run.message).toBe(sent.trim());
    }
  });
});

describe.each(everyCall)('$call', { timeout: 120_000 }, ({ method, path, declared }) => {
  it('takes any query and any id, or says what is wrong with them', async () => {
    const odd = [
      '-1',
      '0',
      '101',
      '2147483648',
      '9007199254740991',
      '9007199254740993',
      '99999999999999999999',
      ...naughtyStrings,
    ];
    const headers = { ...admin.token, accept: 'application/json', 'if-match': '1' };
    const ask = async (id: string, query: string, shown: string) => {
      const target = path.replace(/:\w+/, () => id) + query;
      const response = await api(method, target, { headers, ...(method === 'GET' ? {} : { body: {} }) });
      await expectDecentAnswer(response, `${method} ${path} with ${shown}`);
    };
    const fields = Object.keys(declared.query ? (schemaOf(declared.query).properties ?? {}) : {});
    const subject = await aSubject(`${method} ${path}`);
    for (const text of odd) {
      const shown = JSON.stringify(text).slice(0, 80);
      for (const field of fields)
        await ask(subject.id, `?${new URLSearchParams({ [field]: text })}`, `${field}=${shown}`);
      if (path.includes(':') && text !== '' && !/[/?#]/.test(text)) await ask(text, '', `the id ${shown}`);
    }
  });
});

/** Something a read can be about, so that its query matters. */
async function aSubject(call: string): Promise<OwnedObject> {
  return call.startsWith('GET /runs/') ? maker.make('run', owner) : missing();
}

describe('the arguments of an edit', () => {
  let proposal: OwnedObject;
  const preview = async (args: string) => {
    const response = await api('POST', `/proposals/${proposal.id}/preview`, {
      headers: admin.token,
      body: `{"args":${args}}`,
    });
    await expectDecentAnswer(response.clone(), args.slice(0, 80));
    return response.status;
  };
  /** Arguments of exactly so many bytes. */
  const ofBytes = (bytes: number) => `{"id":"a","text":"${'x'.repeat(bytes - '{"id":"a","text":""}'.length)}"}`;
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  beforeAll(async () => {
    proposal = await maker.make('proposal', owner);
  });

  it('may be 64 KiB, 32 levels and 500 keys, and not a bit more', async () => {
    expect(await preview(ofBytes(64 * 1024))).toBe(200);
    expect(await preview(ofBytes(64 * 1024 + 1))).toBe(422);
    const keys = (count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, 1])));
    const answers = await Promise.all([keys(496), keys(497), nested(30), nested(31)].map(refusalOf));
    expect(answers.map((text) => /more than 500 keys|nested/.test(text))).toEqual([false, true, false, true]);
  });

  async function refusalOf(more: string): Promise<string> {
    const body = `{"args":{"id":"a","text":"b","more":${more}}}`;
    return (await api('POST', `/proposals/${proposal.id}/preview`, { headers: admin.token, body })).text();
  }
});
