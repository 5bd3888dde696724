import { beforeAll, describe, expect, it } from 'vitest';
import { figuresAnswer, type FiguresAnswer } from '@/lib/api/contract/figures';
import { figureName } from '@/lib/domain/figures';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { openDatabase, type Database } from '@/lib/store/database';
import { foldFigures } from '@/lib/store/figures/fold-figures';
import { rebuildFigures } from '@/lib/store/figures/rebuild-figures';
import { knownFigures } from '../../fixtures/known-figures';
import { makeSeededRuns, storeSeededRuns, type SeededRun } from '../../fixtures/seeded-runs';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';
import { recomputed } from './recomputed';

const DAY_MS = 86_400_000;
const midnight = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
const since = new Date(midnight.getTime() - 12 * DAY_MS);
const runs = makeSeededRuns(10_000, midnight, 5);

let app: Application;
let ravi: TestPerson;

beforeAll(async () => {
  app = await createTestApplication();
  ravi = await createPerson(app, 'reviewer');
  await storeSeededRuns(app.database, runs);
});

async function read(query: Record<string, string> = {}): Promise<FiguresAnswer> {
  const range = { since: since.toISOString(), until: midnight.toISOString(), ...query };
  const response = await api('GET', `/metrics/summary?${new URLSearchParams(range).toString()}`, {
    headers: ravi.token,
  });
  expect(response.status).toBe(200);
  return figuresAnswer.parse(await response.json());
}

const valuesOf = (figures: FiguresAnswer['figures']) =>
  Object.fromEntries(figureName.options.map((name) => [name, figures[name].value]));

function expectEqual(given: Record<string, number | null>, known: Record<string, number | null>): void {
  for (const [name, value] of Object.entries(known)) {
    if (value === null) expect(given[name], name).toBeNull();
    // Shares of whole numbers are equal to the last bit; dollars are sums of doubles in the list that is compared with.
    else if (/cost|spend/i.test(name)) expect(given[name], name).toBeCloseTo(value, 9);
    else expect(given[name], name).toBe(value);
  }
}

/** The whole table, in order. */
const figuresIn = (database: Database) =>
  database.query(sql`select * from figure_tally order by grain, tool, measure, start, agent, label`);

async function foldAll(database: Database): Promise<void> {
  while ((await foldFigures(database, 5000)).count > 0);
}

it('counts nothing before a worker has looked, and says how much waits', async () => {
  const { waiting, figures } = await read();
  expect(waiting).toBe(10_000);
  expect(figures.volume.value).toBe(0);
});

it('loses nothing and counts nothing twice when a worker dies between two facts', async () => {
  const waiting = () => app.database.query(sql`select id from figure_event order by id`);
  const before = await waiting();
  const dying: Database = {
    ...app.database,
    transaction: (work) =>
      app.database.transaction(async (transaction) => {
        await work(transaction);
        throw new Error('Killed.');
      }),
  };
  await expect(foldFigures(dying, 500)).rejects.toThrow('Killed.');
  expect(await waiting()).toEqual(before);
  expect(await figuresIn(app.database)).toEqual([]);
});

it('leaves a fact that is not committed yet for later, and passes over none', async () => {
  const late = makeSeededRuns(1, new Date(since.getTime() - DAY_MS), 77).map((run): SeededRun => ({
    ...run,
    id: 'late',
    agent: 'late',
    status: 'succeeded',
  }));
  await storeSeededRuns(
    app.database,
    late.map((run) => ({ ...run, status: 'awaiting', calls: [] })),
  );
  const other = openDatabase(app.config.databaseUrl ?? '', { maxConnections: 1 });
  await other.transaction(async (transaction) => {
    await transaction.query(sql`update run set status = 'queued' where id = 'late'`);
    await transaction.query(sql`update run set status = 'running' where id = 'late'`);
    await transaction.query(sql`update run set status = 'succeeded' where id = 'late'`);
    // Two at once while later facts are there already and this one is not.
    await Promise.all([foldAll(app.database), foldAll(app.database), foldAll(app.database)]);
  });
  await other.close();
  const ended = () =>
    app.database.query(sql`
    select count from figure_tally where grain = 'all' and measure = 'ended' and agent = 'late' and tool = ''`);
  expect(await ended()).toEqual([]);
  await foldAll(app.database);
  expect(await ended()).toEqual([{ count: 1 }]);
});

describe('the figures of 10,000 seeded runs', () => {
  it('are the known answers and those of an independent SQL recomputation', async () => {
    const { figures, waiting } = await read();
    expect(waiting).toBe(0);
    expectEqual(valuesOf(figures), knownFigures(runs));
    expectEqual(valuesOf(figures), await recomputed(app.database, since, midnight, {}));
    expect(figures.completion.value).toBeGreaterThan(0.6);
    expect(figures.unknownOutcomes.value).toBeGreaterThan(100);
  });

  it('are right for one agent, one tool and both', async () => {
    const filters = [
      { agent: 'first' },
      { tool: 'send_email' },
      { tool: 'calculate' },
      { agent: 'second', tool: 'cancel_pending_order' },
    ];
    for (const filter of filters) {
      const { figures } = await read(filter);
      const chosen = 'agent' in filter ? runs.filter(({ agent }) => agent === filter.agent) : runs;
      expectEqual(valuesOf(figures), knownFigures(chosen, filter.tool));
      expectEqual(valuesOf(figures), await recomputed(app.database, since, midnight, filter));
    }
  });

  it('are right for every day, and for every hour of three days', async () => {
    const { series, bucket } = await read();
    expect(bucket).toBe('day');
    expect(series).toHaveLength(12);
    const from = new Date(midnight.getTime() - 3 * DAY_MS);
    const hours = await read({ since: from.toISOString() });
    expect(hours.bucket).toBe('hour');
    expect(hours.series).toHaveLength(72);
    for (const point of [...series, ...hours.series]) {
      const [start, end] = [new Date(point.from), new Date(point.to)];
      const within = runs.filter(({ createdAt }) => createdAt >= start && createdAt < end);
      const values = Object.fromEntries(figureName.options.map((name) => [name, point.figures[name].value]));
      expectEqual(values, knownFigures(within));
    }
  });

  it('tell of each tool what people decided on it', async () => {
    const { tools, known } = await read();
    expect(known.tools).toEqual([
      'calculate',
      'cancel_pending_order',
      'get_order_details',
      'get_user_details',
      'send_email',
    ]);
    for (const row of tools) {
      const { edits, rejections, toolErrors, approvalWaitP50, approvalWaitP90, unknownOutcomes } = knownFigures(
        runs,
        row.tool,
      );
      const share = (part: number) => (row.decisions === 0 ? null : part / row.decisions);
      expect({ ...row, edits: share(row.edited), rejections: share(row.rejected) }).toMatchObject({
        ...{ edits, rejections, unknownOutcomes, waitP50: approvalWaitP50, waitP90: approvalWaitP90 },
      });
      expect(row.errors > 0).toBe((toolErrors ?? 0) > 0);
    }
  });

  it('are the same when they are counted anew, also beside a worker', async () => {
    const counted = await figuresIn(app.database);
    await Promise.all([rebuildFigures(app.database), foldAll(app.database)]);
    expect(await figuresIn(app.database)).toEqual(counted);
    const [month] = await app.database.query<{ agrees: boolean }>(sql`
      select (select sum(count) from figure_tally where grain = 'month' and measure not like 'model%') = (select sum(count) from figure_tally where grain = 'all' and measure not like 'model%')
         and (select sum(total) from figure_tally where grain = 'day') = (select sum(total) from figure_tally where grain = 'all' and measure not like 'model%') as agrees`);
    expect(month).toEqual({ agrees: true });
  });
});

it('says whether each is where its target wants it', async () => {
  const { figures } = await read({ agent: 'nobody' });
  expect(figures.completion).toEqual({
    value: null,
    numerator: 0,
    denominator: 0,
    unit: 'share',
    target: { min: 0.9 },
    ok: null,
  });
  const { figures: all } = await read();
  expect(all.completion.ok).toBe(false);
  expect(all.loops.ok).toBe(false);
  expect(all.costPerCompleted).toMatchObject({ unit: 'usd', target: { max: 0.5 }, ok: true });
});

it('refuses a time it cannot tell', async () => {
  for (const query of [
    'since=yesterday',
    'bucket=hour&since=2020-01-01T00:00:00Z',
    'since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z',
    'bucket=day&since=2000-01-01T00:00:00Z',
  ]) {
    const response = await api('GET', `/metrics/summary?${query}`, { headers: ravi.token });
    expect(response.status, query).toBe(422);
  }
});
