import { beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import { pointerOf } from '@/lib/domain/json-pointer';
import type { ModelBlock } from '@/lib/domain/model';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import type { ToolContext } from '@/lib/domain/tool';
import type { Application } from '@/lib/services/application';
import { revertExecution } from '@/lib/services/executions/revert-execution';
import { startRun } from '@/lib/services/runs/start-run';
import { defineTool } from '@/lib/tools/define-tool';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { inTurn, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { executionOf } from '../../fixtures/undo';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const passes = () => Promise.resolve(null);
let reads = 0;
/** What a read does after it has read and before it answers. */
let afterReading: () => Promise<void> = () => Promise.resolve();

async function stockOf(id: string, { transaction }: Pick<ToolContext, 'transaction'>): Promise<number> {
  const [row] = await transaction.query<{ count: number }>(sql`select count from stock where id = ${id}`);
  return row?.count ?? 0;
}

const setStock = (id: string, count: number, { transaction }: Pick<ToolContext, 'transaction'>) =>
  transaction.query(sql`update stock set count = ${count} where id = ${id}`);

const readStock = defineTool({
  name: 'read_stock',
  description: 'Says how many there are.',
  input: z.object({ id: z.string() }),
  output: z.int(),
  outputFrom: 'records',
  reversibility: 'read_only',
  cacheSeconds: 3600,
  reads: ({ id }) => pointerOf(['stock', id]),
  scope: ({ id }, { requester }) =>
    Promise.resolve(
      id === 'secret' && requester.customerId !== null ? { message: 'That is not for customers.', hint: '' } : null,
    ),
  check: passes,
  execute: async ({ id }, context) => {
    reads += 1;
    const count = await stockOf(id, context);
    await afterReading();
    return count;
  },
  onFailure: 'tell_model',
});

const changeStock = defineTool({
  name: 'change_stock',
  description: 'Sets how many there are.',
  input: z.object({ id: z.string(), count: z.int() }),
  output: z.int(),
  outputFrom: 'records',
  reversibility: 'reversible',
  delivery: 'transactional',
  scope: passes,
  check: passes,
  target: async ({ id }, context) => ({ stock: { [id]: { count: await stockOf(id, context) } } }),
  summary: ({ id, count }) => Promise.resolve(`Set ${id} to ${count}`),
  effectKey: () => null,
  repair: 'Set it back.',
  execute: async ({ id, count }, context) => {
    await setStock(id, count, context);
    return count;
  },
  revert: async ({ args: { id }, before }, context) => {
    const { stock } = z.object({ stock: z.record(z.string(), z.object({ count: z.int() })) }).parse(before);
    await setStock(id, stock[id]?.count ?? 0, context);
    return 'set back';
  },
  onFailure: 'tell_model',
});

const keeper: Agent = {
  name: 'keeper',
  title: 'Keeper',
  instructions: 'You keep the stock.',
  tools: [readStock, changeStock],
  limits: defaultRunLimits,
};

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
const scripts = new Map<string, ReturnType<typeof inTurn>>();

beforeAll(async () => {
  app = await createTestApplication([keeper]);
  await app.database.query(sql`create table stock (id text primary key, count int not null)`);
  const catalog = scriptedCatalog((request) => {
    const said = JSON.stringify(request.messages[0]);
    const [, script = inTurn()] = [...scripts].find(([name]) => said.includes(name)) ?? [];
    return script(request);
  });
  startTestEngine(app, catalog);
  [mia, ravi] = [await createPerson(app, 'user'), await createPerson(app, 'reviewer')];
});

beforeEach(async () => {
  await app.database.query(sql`delete from stock`);
  await app.database.query(sql`insert into stock values ('mugs', 5), ('lamps', 2), ('secret', 1)`);
  await app.database.query(sql`delete from tool_result_cache`);
  [reads, afterReading] = [0, () => Promise.resolve()];
});

async function start(person: TestPerson, ...turns: ModelBlock[][]): Promise<string> {
  const message = `Play <${scripts.size}>.`;
  scripts.set(message, inTurn(...turns));
  return (await startRun(app, person, { agent: 'keeper', message, route: 'agent' })).runId;
}

async function ask(id: string, person = mia) {
  const runId = await start(person, [use('read_stock', { id })]);
  const [call] = (await settled(app, person, runId)).toolCalls;
  return { status: call?.status, output: call?.output, fromCache: call?.cachedSeconds !== undefined };
}

async function change(id: string, count: number) {
  const runId = await start(mia, [use('change_stock', { id, count })]);
  await settled(app, mia, runId);
  const [proposal] = await proposalsOf(app, ravi, runId);
  if (!proposal) throw new Error('Nothing was proposed.');
  await approve(app, ravi, proposal);
  await settled(app, mia, runId);
  return (await proposalsOf(app, ravi, runId))[0] ?? proposal;
}

it('answers again what it answered, and says how old that is', async () => {
  expect(await ask('mugs')).toEqual({ status: 'succeeded', output: 5, fromCache: false });
  expect(await ask('mugs')).toEqual({ status: 'succeeded', output: 5, fromCache: true });
  expect(await ask('lamps')).toEqual({ status: 'succeeded', output: 2, fromCache: false });
  expect(reads).toBe(2);
});

it('forgets what a write touched, and what its undoing touched, and nothing else', async () => {
  await ask('mugs');
  await ask('lamps');
  const changed = await change('mugs', 9);
  expect(await ask('mugs')).toMatchObject({ output: 9, fromCache: false });
  expect(await ask('lamps')).toMatchObject({ output: 2, fromCache: true });
  await revertExecution(app, ravi, executionOf(changed).id);
  expect(await ask('mugs')).toMatchObject({ output: 5, fromCache: false });
  expect(await ask('mugs')).toMatchObject({ output: 5, fromCache: true });
});

it('keeps nothing for long that was read while a write was made', async () => {
  let release: () => void = () => undefined;
  let hasRead: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => (hasRead = resolve));
  afterReading = () => new Promise<void>((resolve) => ((release = resolve), hasRead()));
  const slow = ask('mugs');
  await reading;
  afterReading = () => Promise.resolve();
  await change('mugs', 7);
  release();
  expect(await slow).toMatchObject({ output: 5, fromCache: false });
  expect(await ask('mugs')).toMatchObject({ output: 7, fromCache: false });
});

it('asks each time whether the call is allowed, and shares nothing between customers', async () => {
  expect(await ask('secret')).toMatchObject({ output: 1 });
  const customer = await createPerson(app, 'user', 'customer-1');
  expect(await ask('secret', customer)).toMatchObject({ status: 'refused', output: undefined });
  await ask('mugs');
  expect(await ask('mugs', customer)).toMatchObject({ output: 5, fromCache: false });
  expect(await ask('mugs', customer)).toMatchObject({ output: 5, fromCache: true });
});

it('trusts nothing while it is not known whether a write took place', async () => {
  await ask('mugs');
  const { id } = executionOf(await change('mugs', 8));
  await ask('mugs');
  await app.database.query(sql`alter table execution disable trigger user`);
  await app.database.query(sql`update execution set status = 'unknown' where id = ${id}`);
  await app.database.query(sql`alter table execution enable trigger user`);
  expect(await ask('mugs')).toMatchObject({ output: 8, fromCache: false });
  expect(await ask('mugs')).toMatchObject({ output: 8, fromCache: false });
});
