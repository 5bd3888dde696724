import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { proposeMany, type Waiting } from '../outside';
import { rowOf, type Row } from '../report';
import { percentile } from '../statistics';
import { withWebsite } from '../website';
import type { Measure } from './measure';

const A_SECOND = 200;
const REVIEWERS = 20;

interface Answers {
  /** From the first that was due to the last answer. */
  seconds: number;
  times: number[];
  statuses: number[];
}

/** Decisions that come at a steady pace whether or not the earlier ones were answered, each on a proposal of its own. */
export const http: Measure = {
  name: 'http',
  title: 'decisions over HTTP, 200 a second',
  run: (stage) =>
    withWebsite(stage, async (website) => {
      const seconds = stage.quick ? 5 : 30;
      const warmUp = await proposeMany(website, A_SECOND * (seconds + 1));
      const reviewers = await Promise.all(Array.from({ length: REVIEWERS }, () => website.signIn('reviewer')));
      const decide = (waiting: Waiting, index: number) =>
        approve(website.url, reviewers[index % REVIEWERS] ?? {}, waiting);
      for (const [index, waiting] of warmUp.splice(0, A_SECOND).entries()) await decide(waiting, index);
      return rowsOf(await atPace(warmUp, decide), seconds);
    }),
};

/** Times are counted from when a decision was due, so that a server that stalls can't hide it. */
async function atPace(
  waiting: readonly Waiting[],
  decide: (one: Waiting, index: number) => Promise<number>,
): Promise<Answers> {
  const answers: Answers = { seconds: 0, times: [], statuses: [] };
  const from = performance.now();
  const sent = waiting.map(async (one, index) => {
    const dueAt = from + (index * 1000) / A_SECOND;
    await wait(dueAt - performance.now());
    // A connection that is refused, or an answer that does not come in time, counts like a 5xx.
    answers.statuses.push(await decide(one, index).catch(() => 503));
    answers.times.push(performance.now() - dueAt);
  });
  await Promise.all(sent);
  answers.seconds = (performance.now() - from) / 1000;
  return answers;
}

/** The plainest client there is, because it shares the machine with what it measures. */
const connections = new Agent({ keepAlive: true });
const PATIENCE_MS = 30_000;

/** Gives the answer's status. */
function approve(url: string, reviewer: Record<string, string>, { id, version, viewHash }: Waiting): Promise<number> {
  const body = JSON.stringify({ verdict: 'approve', version, viewHash });
  const headers = {
    ...reviewer,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': uuidv7(),
  };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent: connections, headers, timeout: PATIENCE_MS };
    const asking = request(`${url}/proposals/${id}/decisions`, options, (answer) => {
      answer.once('end', () => resolve(answer.statusCode ?? 0)).once('error', reject);
      answer.resume();
    });
    asking.once('timeout', () => asking.destroy(new Error(`No answer within ${PATIENCE_MS} ms.`)));
    asking.once('error', reject).end(body);
  });
}

function rowsOf({ seconds: taken, times, statuses }: Answers, seconds: number): Row[] {
  const failed = statuses.filter((status) => status >= 500).length;
  const other = statuses.filter((status) => status < 500 && status !== 200).length;
  const name = `decisions over HTTP, ${A_SECOND}/s for ${seconds} s (5xx or no connection ${failed}, other ${other}, answered ${(times.length / taken).toFixed(0)}/s)`;
  const reached = percentile(times, 0.95) < 150 && failed === 0 && other === 0;
  return [{ ...rowOf(name, 'Countersign', 'ms', times), bar: 'p95 < 150 ms, no 5xx', reached }];
}
