import parsePrometheusTextFormat from 'parse-prometheus-text-format';
import { beforeAll, expect, it } from 'vitest';
import { GET } from '@/app/api/metrics/route';
import type { Application } from '@/lib/services/application';
import { foldFigures } from '@/lib/store/figures/fold-figures';
import { startRun } from '@/lib/services/runs/start-run';
import { makeSeededRuns, storeSeededRuns } from '../../fixtures/seeded-runs';
import { notesAgent } from '../../fixtures/notes-agent';
import { SITE, createTestApplication } from '../../support/test-application';
import { createPerson, type TestPerson } from '../../support/people';

const token = 'only-for-the-scraper';
const runs = makeSeededRuns(500, new Date(), 3);

let app: Application;
let ada: TestPerson;
let ravi: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent], { METRICS_TOKEN: token });
  ada = await createPerson(app, 'admin');
  ravi = await createPerson(app, 'reviewer');
  await storeSeededRuns(app.database, runs);
  while ((await foldFigures(app.database, 5000)).count > 0);
  await startRun(app, ravi, { agent: 'notes', message: 'With a "quote"', route: 'auto' });
});

const scrape = (headers: Record<string, string>) => GET(new Request(`${SITE}/api/metrics`, { headers }));

it('are for the holder of the token and for admins', async () => {
  expect((await scrape({})).status).toBe(401);
  expect((await scrape({ authorization: 'Bearer another-token' })).status).toBe(401);
  expect((await scrape(ravi.token)).status).toBe(403);
  expect((await scrape(ada.token)).status).toBe(200);
  expect((await scrape({ authorization: `Bearer ${token}` })).status).toBe(200);
});

it('are what a parser of the format reads, with what is known of these runs', async () => {
  const response = await scrape(ada.token);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await response.text();
  expect(text.endsWith('\n')).toBe(true);
  const families = parsePrometheusTextFormat(text);
  const valueOf = (name: string, labels: Record<string, string> = {}) => {
    const samples = families.find((family) => family.name === name)?.metrics ?? [];
    return Number(samples.find((sample) => JSON.stringify(sample.labels ?? {}) === JSON.stringify(labels))?.value);
  };
  expect(valueOf('countersign_runs', { status: 'queued' })).toBe(1);
  expect(valueOf('countersign_runs', { status: 'awaiting' })).toBe(
    runs.filter(({ status }) => status === 'awaiting').length,
  );
  expect(valueOf('countersign_inbox_items', { kind: 'proposal' })).toBe(0);
  const loops = runs.filter(({ agent, reason }) => agent === 'second' && reason === 'no_progress');
  expect(valueOf('countersign_runs_ended_total', { agent: 'second', status: 'escalated', reason: 'no_progress' })).toBe(
    loops.length,
  );
  const over = runs.filter(({ status }) => status !== 'awaiting');
  expect(valueOf('countersign_model_calls_total', { model: 'model-a' })).toBe(
    over.flatMap(({ steps }) => steps).length,
  );
  const done = runs.filter(({ status }) => status === 'succeeded').map(({ activeMs }) => activeMs);
  const linesOf = (rest: string) => new RegExp(`^countersign_run_active_seconds_${rest} (\\d+)$`, 'm').exec(text)?.[1];
  expect(Number(linesOf('count\\{status="succeeded"\\}'))).toBe(done.length);
  const within = Number(linesOf('bucket\\{status="succeeded",le="10"\\}'));
  // What is just below a bound may be counted with what is above it, because a bucket's end stands for all in it.
  expect(within).toBeLessThanOrEqual(done.filter((ms) => ms <= 10_000).length);
  expect(within).toBeGreaterThanOrEqual(done.filter((ms) => ms <= 9_600).length);
  const decided = runs.flatMap(({ calls }) => calls).filter(({ proposal }) => proposal?.verdict).length;
  const waits = families.find(({ name }) => name === 'countersign_approval_wait_seconds');
  expect(waits).toMatchObject({ type: 'HISTOGRAM', metrics: [{ count: String(decided) }] });
  expect(waits?.metrics[0]?.buckets?.['+Inf']).toBe(String(decided));
  expect(valueOf('process_resident_memory_bytes')).toBeGreaterThan(1e7);
});

it('have every name once, with help and type before its samples', async () => {
  const text = await (await scrape(ada.token)).text();
  const declared = [...text.matchAll(/^# TYPE (\S+) (counter|gauge|histogram)$/gm)].map(([, name]) => name);
  expect(new Set(declared).size).toBe(declared.length);
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(
      /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? -?[\d.]+(e[+-]?\d+)?)$/,
    );
  }
});
