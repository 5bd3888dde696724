import { uuidv7 } from 'uuidv7';
import { readConfig } from '@/lib/config';
import type { ModelPort } from '@/lib/domain/model';
import type { Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '@/lib/services/application';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { startRun } from '@/lib/services/runs/start-run';
import { startEngine } from '@/lib/services/start-engine';
import { createToken } from '@/lib/services/users/create-token';
import { openDatabase } from '@/lib/store/database';
import { openListener } from '@/lib/store/listener';
import { createRegistry } from '@/lib/tools/registry';
import { Marks } from '../marks';
import { messageFor, type Work } from '../work';
import { benchAgent } from './bench-agent';
import { watchCommits } from './commits';
import { APPROVALS_AT_ONCE, inParallel, type Contender } from './contender';

const POLL_MS = 4;

/** The application that the bench's own processes run on. */
export function benchApplication(databaseUrl: string, marks: Marks, modelUrl?: string): Application {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    NEXTAUTH_SECRET: 'a secret for the bench, long enough to parse',
    ...(modelUrl === undefined ? {} : { ANTHROPIC_API_KEY: 'bench', ANTHROPIC_BASE_URL: modelUrl }),
  });
  return { config, database: openDatabase(databaseUrl), registry: createRegistry([benchAgent(marks)]) };
}

interface Options {
  model: ModelPort;
  tool?: 'add_note' | 'send_note';
}

/** Countersign itself: its services take the decisions, its worker carries the runs on. */
export async function startCountersign(databaseUrl: string, options: Options): Promise<Contender> {
  const { tool = 'add_note' } = options;
  const { deciding, marks, commits, start, reviewers, close } = await startDeployment(databaseUrl, options.model);
  const writes = new Map<string, string>();
  return {
    name: tool === 'add_note' ? 'Countersign' : 'Countersign, effect outside',
    async park() {
      const write = uuidv7();
      const runId = await start({ write, tool });
      await untilNone(deciding, [runId], ['queued', 'running']);
      writes.set(runId, write);
      return runId;
    },
    async decide(runId) {
      await approve(deciding, reviewers[0], runId);
      // A preview enters execute too, before the commit; and a worker may begin while the disk is still waited for.
      const { seen, kept } = commits;
      return (await marks.firstAfter(writes.get(runId) ?? '', seen)) - kept;
    },
    async approveAll(runIds) {
      await inParallel(runIds, APPROVALS_AT_ONCE, (runId) => approve(deciding, reviewers[0], runId));
      await untilNone(deciding, runIds, ['queued', 'running', 'awaiting']);
    },
    async decideTwice(runId) {
      const answers = await Promise.allSettled(reviewers.map((reviewer) => approve(deciding, reviewer, runId)));
      await untilNone(deciding, [runId], ['queued', 'running']);
      return answers.filter(({ status }) => status === 'fulfilled').length;
    },
    async runSteps(steps) {
      await untilNone(deciding, [await start({ steps })], ['queued', 'running']);
    },
    close,
  };
}

/** One that decides and one that works, each with its own connections, and the people who use it. */
async function startDeployment(databaseUrl: string, model: ModelPort) {
  const marks = new Marks();
  const deciding = benchApplication(databaseUrl, marks);
  const working = benchApplication(databaseUrl, marks);
  const commits = watchCommits(deciding.database.pool);
  const listener = openListener(databaseUrl);
  const worker = startEngine(working, listener, {
    choose: () => ({ model: 'scripted', port: model }),
    fallback: () => null,
  });
  const requester = await personOf(deciding, 'user');
  const reviewers = [await personOf(deciding, 'reviewer'), await personOf(deciding, 'reviewer')] as const;
  const start = async (work: Work) =>
    (await startRun(deciding, requester, { agent: 'bench', message: messageFor(work), route: 'agent' })).runId;
  const close = async () => {
    await worker.stop();
    await listener.close();
    await Promise.all([deciding.database.close(), working.database.close()]);
  };
  return { deciding, marks, commits, start, reviewers, close };
}

/** A person of this deployment with a new address. */
export async function personOf(app: Application, role: Role): Promise<Actor> {
  const email = `${role}-${uuidv7()}@example.com`;
  await createToken(app, { email, role });
  const [user] = await app.database.query<{ id: string; name: string }>(sql`
    select id, name from app_user where email = ${email}`);
  if (!user) throw new Error(`The user ${email} was not made.`);
  return { userId: user.id, email, name: user.name, role, customerId: null, groups: [] };
}

async function approve(app: Application, reviewer: Actor, runId: string): Promise<void> {
  const [seen] = await app.database.query<{ id: string; version: number; viewHash: string }>(sql`
    select proposal.id, version, view_hash from tool_call call join proposal on proposal.tool_call_id = call.id
    where call.run_id = ${runId}`);
  if (!seen) throw new Error(`Run ${runId} has proposed nothing.`);
  await decideProposal(app, reviewer, seen.id, { verdict: 'approve', version: seen.version, viewHash: seen.viewHash });
}

/** Waits until none of the runs has one of these statuses. */
async function untilNone(app: Application, runIds: readonly string[], statuses: readonly string[]): Promise<void> {
  for (;;) {
    const rows = await app.database.query(sql`
      select from run where id = any(${runIds}::text[]) and status = any(${statuses}::run_status[]) limit 1`);
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
