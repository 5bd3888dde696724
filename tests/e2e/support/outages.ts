import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '@/lib/domain/sql';
import { startScriptedModelServer, type ScriptedAnswer } from '@/lib/testing/scripted-model-server';
import { startApplication } from '../../support/application';
import { changeData } from './scripted';

/** An application and a model provider that can be brought down in every way. */
export interface OutageWorld {
  url: string;
  /** What the provider answers each turn of the agent from now on, by the attempt; the classifier is always refused. */
  answer(byAttempt: (attempt: number) => ScriptedAnswer): void;
  /** Refuses connections, until `answer` is called. */
  refuse(): Promise<void>;
  /** Opens the breaker of the agent's model for so many seconds. */
  openBreaker(seconds: number): Promise<void>;
  close(): Promise<void>;
}

const MODEL = 'claude-sonnet-5-5';
const busy = (status: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  status,
  headers,
  body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
});

export async function startOutageWorld(): Promise<OutageWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-outage-'));
  let byAttempt: (attempt: number) => ScriptedAnswer = () => ({ text: 'Hello.' });
  let attempt = 0;
  const script = ({ tools }: { tools?: unknown[] | undefined }) => (tools ? byAttempt((attempt += 1)) : busy(401));
  let model = await startScriptedModelServer(script);
  const port = Number(new URL(model.url).port);
  let isUp = true;
  const env = { ANTHROPIC_API_KEY: 'scripted', ANTHROPIC_BASE_URL: model.url };
  const application = await startApplication({ dataDir, env });
  return {
    url: application.url,
    answer: (next) => {
      attempt = 0;
      byAttempt = next;
    },
    refuse: async () => {
      await model.close();
      isUp = false;
    },
    openBreaker: async (seconds) => {
      if (!isUp) model = await startScriptedModelServer(script, { port });
      isUp = true;
      await changeData(dataDir, (database) =>
        database.query(sql`insert into tool_breaker values (${`model:${MODEL}`}, 5, now() + make_interval(secs => ${seconds}))
            on conflict (tool) do update set failures = 5, open_until = excluded.open_until`),
      );
    },
    close: async () => {
      await application.stop();
      if (isUp) await model.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One way in which the model can be away, and what the user reads then. */
export interface Outage {
  name: string;
  title: string;
  message: string;
  bring(world: OutageWorld): Promise<void> | void;
  /** Meanwhile, when it is worth saying. */
  meanwhile?: RegExp;
  reads: RegExp;
}

const OUTSIDE_THE_GRAMMAR = 'My neighbour says that my parcel whistles. What now?';
const HANDED_OVER = /We can’t answer right now\. A colleague has been told, and we will get back to you here\./;

/** In an order in which none leaves a breaker open for the next. */
export const outages: Outage[] = [
  {
    name: 'rate-limited',
    title: '429 with retry-after, then an answer: it only takes longer',
    message: OUTSIDE_THE_GRAMMAR,
    bring: (world) =>
      world.answer((attempt) => (attempt === 1 ? busy(429, { 'retry-after': '5' }) : { text: 'Whistling is normal.' })),
    meanwhile: /Working on it/,
    reads: /Whistling is normal/,
  },
  {
    name: 'overloaded',
    title: '529 at every attempt: handed over',
    message: OUTSIDE_THE_GRAMMAR,
    bring: (world) => world.answer(() => busy(529)),
    reads: HANDED_OVER,
  },
  {
    name: 'overloaded-rules',
    title: '529 at every attempt, but rules understand the question: answered by them, and labelled',
    message: 'Where is my order #W1000001?',
    bring: (world) => world.answer(() => busy(529)),
    reads: /#W1000001/,
  },
  {
    name: 'cut',
    title: 'The stream is cut at every attempt: what was written is taken back, and it is handed over',
    message: OUTSIDE_THE_GRAMMAR,
    bring: (world) => world.answer(() => ({ text: 'A parcel that whistles is '.repeat(4), cutAfterEvents: 6 })),
    reads: HANDED_OVER,
  },
  {
    name: 'silent',
    title: 'No answer within the time: handed over',
    message: OUTSIDE_THE_GRAMMAR,
    bring: (world) => world.answer(() => ({ text: 'Silence is golden, they say.', delayPerDeltaMs: 120_000 })),
    meanwhile: /Working on it/,
    reads: HANDED_OVER,
  },
  {
    name: 'waiting',
    title: 'The breaker is open: nothing is sent, the message is kept, and answered when the model is back',
    message: OUTSIDE_THE_GRAMMAR,
    bring: async (world) => {
      world.answer(() => ({ text: 'Here I am again.' }));
      await world.openBreaker(10);
    },
    meanwhile: /Your message is kept, and we are trying again by ourselves/,
    reads: /Here I am again/,
  },
  {
    name: 'refused',
    title: 'The connection is refused: handed over',
    message: OUTSIDE_THE_GRAMMAR,
    bring: (world) => world.refuse(),
    reads: HANDED_OVER,
  },
];
