import { beforeAll, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { createTestApplication } from '../../support/test-application';

let app: Application;

beforeAll(async () => {
  app = await createTestApplication();
});

/** As a worker of the release before adds to its figures, a row a bucket. */
const add = (grain: 'day' | 'all', measure: string, bucket: number, count: number, total: number) =>
  app.database.query(sql`
    insert into figure (grain, measure, tool, start, agent, label, bucket, count, total)
    values (${grain}::figure_grain, ${measure}, '', '2026-03-04', 'first', 'succeeded', ${bucket}, ${count}, ${total})
    on conflict (grain, measure, tool, start, agent, label, bucket)
    do update set count = figure.count + excluded.count, total = figure.total + excluded.total`);

it('counts what a worker of the release before adds to its figures', async () => {
  await add('day', 'active_ms', 131, 1, 130);
  await add('day', 'active_ms', 63, 2, 126);
  await add('day', 'active_ms', 131, 3, 391.5);
  await add('day', 'steps', 4, 1, 4);
  await add('day', 'steps', 5, 2, 10);
  await add('day', 'model_ms', 63, 1, 63);
  await add('all', 'model_ms', 63, 1, 63);
  const tallies = await app.database.query(sql`
    select grain, measure, count, total::float8, buckets, bucket_counts from figure_tally order by 1, 2`);
  expect(tallies).toEqual([
    { grain: 'day', measure: 'active_ms', count: 6, total: 647.5, buckets: [63, 96], bucketCounts: [2, 4] },
    { grain: 'day', measure: 'steps', count: 3, total: 14, buckets: [], bucketCounts: [] },
    { grain: 'all', measure: 'model_ms', count: 1, total: 63, buckets: [63], bucketCounts: [1] },
  ]);
});

it('lets it count nothing anew, which would stand here twice', async () => {
  await expect(app.database.query(sql`delete from figure`)).rejects.toThrow('a newer release keeps the figures now');
  await expect(app.database.query(sql`delete from figure where grain = 'hour'`)).resolves.toEqual([]);
});
