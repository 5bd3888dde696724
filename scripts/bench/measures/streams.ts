import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { sql } from '@/lib/domain/sql';
import { appendEvents } from '@/lib/store/runs/append-events';
import { rowOf } from '../report';
import { percentile } from '../statistics';
import { withWebsite, type Website } from '../website';
import type { Measure } from './measure';

const RUNS = 10;
const STREAMS = 200;
const A_SECOND = 20;
const RECONNECT_AFTER_MS = 2500;

/** Two hundred streams of twenty events a second, each cut and taken up again every few seconds. */
export const streams: Measure = {
  name: 'streams',
  title: '200 event streams × 20 events a second',
  run: (stage) =>
    withWebsite(stage, async (website) => {
      const seconds = stage.quick ? 6 : 20;
      const admin = await website.signIn('admin');
      const runIds = await makeRuns(website);
      const count = seconds * A_SECOND;
      const readers = Array.from(
        { length: STREAMS },
        (_, index) => new Reader(website.url, admin, runIds[index % RUNS] ?? ''),
      );
      const reading = readers.map((reader) => reader.read(count));
      await wait(1000);
      await Promise.all(runIds.map((runId) => write(website, runId, count)));
      await Promise.race([Promise.all(reading), wait(10_000)]);
      for (const reader of readers) reader.stop();
      const lost = readers.reduce((sum, { seen }) => sum + count - new Set(seen).size, 0);
      const doubled = readers.reduce((sum, { seen }) => sum + seen.length - new Set(seen).size, 0);
      const delays = readers.flatMap((reader) => reader.delays);
      const p99 = percentile(delays, 0.99);
      const name = `${STREAMS} streams × ${A_SECOND}/s for ${seconds} s (lost ${lost}, doubled ${doubled}, p99 ${p99.toFixed(0)} ms)`;
      const reached = lost === 0 && doubled === 0 && p99 < 1000;
      return [{ ...rowOf(name, 'Countersign', 'ms', delays), bar: '0, 0, p99 < 1 s', reached }];
    }),
};

/** Runs that a worker seems to hold, so that nobody carries them on. */
async function makeRuns({ database }: Website): Promise<string[]> {
  const rows = await database.query<{ id: string }>(sql`
    with conversation as (
      insert into conversation (id, agent, user_id)
      select gen_random_uuid()::text, 'retail', (select id from app_user limit 1) from generate_series(1, ${RUNS}::int)
      returning id, user_id
    )
    insert into run (id, conversation_id, agent, user_id, message, message_position, route, status, limits, run_at,
                     lease_owner, lease_until)
    select gen_random_uuid()::text, id, 'retail', user_id, 'Tell me', 1, 'agent', 'running', '{}', now(), ${uuidv7()},
           now() + interval '1 hour'
    from conversation returning id`);
  return rows.map(({ id }) => id);
}

/** Each event says when it was about to be committed. */
async function write({ database }: Website, runId: string, count: number): Promise<void> {
  const from = performance.now();
  for (let index = 0; index < count; index++) {
    await wait(from + (index * 1000) / A_SECOND - performance.now());
    await database.transaction((transaction) =>
      appendEvents(transaction, runId, [
        { type: 'text.delta', data: { step: 0, attempt: 1, text: String(Date.now()) } },
      ]),
    );
  }
}

/** Follows a run as a browser does: after a cut it goes on behind the last event it has seen. */
class Reader {
  readonly seen: number[] = [];
  readonly delays: number[] = [];
  private stopped = false;
  private cut = new AbortController();

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
    private readonly runId: string,
  ) {}

  async read(count: number): Promise<void> {
    while (!this.stopped && this.seen.length < count) {
      this.cut = new AbortController();
      const timer = setTimeout(() => this.cut.abort(), RECONNECT_AFTER_MS * (0.5 + Math.random()));
      await this.follow().catch(() => undefined);
      clearTimeout(timer);
    }
    this.cut.abort();
  }

  stop(): void {
    this.stopped = true;
    this.cut.abort();
  }

  private async follow(): Promise<void> {
    const headers = { ...this.headers, accept: 'text/event-stream', 'last-event-id': String(this.seen.at(-1) ?? 0) };
    const response = await fetch(`${this.url}/runs/${this.runId}/events`, { headers, signal: this.cut.signal });
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = (rest + chunk).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) this.take(message);
    }
  }

  private take(message: string): void {
    const [, seq, sentAt] = /^id: (\d+)\n.*"text":"(\d+)"/.exec(message) ?? [];
    if (seq === undefined) return;
    this.seen.push(Number(seq));
    this.delays.push(Date.now() - Number(sentAt));
  }
}
