import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '@/lib/config';
import type { ModelBlock } from '@/lib/domain/model';
import { sql } from '@/lib/domain/sql';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { Actor, Application } from '@/lib/services/application';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { getProposal } from '@/lib/services/proposals/get-proposal';
import { createEnginePorts, startEngineOn } from '@/lib/services/start-engine';
import { openDatabase } from '@/lib/store/database';
import { openListener } from '@/lib/store/listener';
import { createRegistry } from '@/lib/tools/registry';
import { frozenAgent, type Outside } from './agent';
import { scriptedModel, type Trouble } from './model';

const PATIENCE_MS = 60_000;
const LEASE_MS = 3000;

/** One state's database, its people and the system outside. */
export class FrozenWorld {
  readonly outside: Outside = { sent: [], answers: true };
  readonly app: Application;

  constructor(url: string) {
    const config = readConfig({
      DATABASE_URL: url,
      NEXTAUTH_URL: 'http://127.0.0.1:3000',
      NEXTAUTH_SECRET: 'a secret for tests, long enough for the parser',
    });
    const database = openDatabase(url, { maxConnections: 6 });
    this.app = { config, database, registry: createRegistry([frozenAgent(this.outside)]) };
  }

  close(): Promise<void> {
    return this.app.database.close();
  }

  /** Starts a worker; gives what stops it. */
  work(turns: readonly ModelBlock[][], trouble?: Trouble): () => Promise<void> {
    const listener = openListener(this.app.config.databaseUrl ?? '');
    const ports = { ...createEnginePorts(this.app, scriptedModel(turns, trouble)), report: () => undefined };
    const worker = startEngineOn(this.app, listener, ports, LEASE_MS);
    return async () => {
      await worker.stop();
      await listener.close();
    };
  }

  /** The one person of this role. */
  async person(role: Actor['role']): Promise<Actor> {
    const [user] = await this.app.database.query<Omit<Actor, 'userId' | 'groups'> & { id: string }>(
      sql`select id, name, email, role, customer_id from app_user where role = ${role}::role`,
    );
    if (!user) throw new Error(`There is no ${role}.`);
    const { id: userId, ...rest } = user;
    return { userId, groups: [], ...rest };
  }

  /** Waits until a question to the database is answered with rows, and gives the first. */
  async until<Row>(question: ReturnType<typeof sql>): Promise<Row> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const [row] = await this.app.database.query<Row>(question);
      if (row) return row;
      if (Date.now() > deadline) throw new Error(`This never came true: ${question.text}`);
      await wait(20);
    }
  }

  async untilRun(status: string): Promise<string> {
    const run = await this.until<{ id: string }>(
      sql`select id from run where status = ${status}::run_status order by created_at desc`,
    );
    return run.id;
  }

  untilExecution(status: string): Promise<{ id: string }> {
    return this.until(sql`select id from execution where status = ${status}::execution_status`);
  }

  /** What waits for a decision, in call order. */
  async pending(): Promise<ProposalView[]> {
    const reviewer = await this.person('reviewer');
    const rows = await this.app.database.query<{ id: string }>(
      sql`select id from proposal where status = 'pending' order by position`,
    );
    return Promise.all(rows.map(({ id }) => getProposal(this.app, reviewer, id)));
  }

  /** The reviewer decides on the first that waits, as it is shown. */
  async decide(verdict: 'approve' | 'reject'): Promise<void> {
    const [proposal] = await this.pending();
    if (!proposal) throw new Error('Nothing waits for a decision.');
    const { id, version, viewHash } = proposal;
    const reason = verdict === 'reject' ? { reason: 'Not this one.' } : {};
    await decideProposal(this.app, await this.person('reviewer'), id, { verdict, version, viewHash, ...reason });
  }
}
