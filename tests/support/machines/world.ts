import { uuidv7 } from 'uuidv7';
import { readConfig } from '@/lib/config';
import { defaultPolicyBody, type PolicyBody } from '@/lib/domain/policy';
import { CountersignError } from '@/lib/domain/errors';
import { sql, type SqlStatement } from '@/lib/domain/sql';
import type { Claim, EnginePorts } from '@/lib/engine/ports';
import { advanceRun } from '@/lib/engine/run-loop';
import type { Application } from '@/lib/services/application';
import { getPolicy } from '@/lib/services/policies/get-policy';
import { savePolicy } from '@/lib/services/policies/save-policy';
import { startRun } from '@/lib/services/runs/start-run';
import { createEnginePorts } from '@/lib/services/start-engine';
import { openDatabase } from '@/lib/store/database';
import { claimRuns } from '@/lib/store/runs/claim-runs';
import { releaseRun } from '@/lib/store/runs/release-run';
import { createRegistry } from '@/lib/tools/registry';
import { withFailpoints, type Point } from '../failpoints/points';
import { createPerson, type TestPerson } from '../people';
import { createMachineTables, machineAgent, machineModels, messageOf, type Wish } from './agent';
import { checkAudit, checkInvariants, takeSnapshot, type Snapshot } from './invariants';

/** A deployment on a database of its own whose workers take a step when they are told to. */
export class MachineWorld {
  /** What workers held when they fell silent; each may wake at any time. */
  readonly stale: Claim[] = [];
  private snapshot: Snapshot | undefined;
  private texts = 0;
  private checks = 0;
  private failAt: Point | undefined;
  private readonly ports: EnginePorts;

  private constructor(
    readonly app: Application,
    readonly mia: TestPerson,
    readonly reviewers: readonly TestPerson[],
    readonly admin: TestPerson,
  ) {
    const ports = { ...createEnginePorts(app, machineModels), report: () => undefined };
    this.ports = withFailpoints(ports, {
      reach: async (_runId, point) => {
        if (point !== this.failAt) return;
        this.failAt = undefined;
        throw new Error(`Thrown on purpose at ${point}.`);
      },
    });
  }

  static async open(databaseUrl: string): Promise<MachineWorld> {
    const config = readConfig({
      DATABASE_URL: databaseUrl,
      NEXTAUTH_URL: 'http://127.0.0.1:3000',
      NEXTAUTH_SECRET: 'a secret for tests, long enough for the parser',
    });
    const app = {
      config,
      database: openDatabase(databaseUrl, { maxConnections: 4 }),
      registry: createRegistry([machineAgent]),
    };
    await createMachineTables(app.database);
    const reviewers = [await createPerson(app, 'reviewer'), await createPerson(app, 'reviewer')];
    return new MachineWorld(app, await createPerson(app, 'user'), reviewers, await createPerson(app, 'admin'));
  }

  async close(): Promise<void> {
    await this.app.database.close();
  }

  query<Row>(statement: SqlStatement): Promise<Row[]> {
    return this.app.database.query<Row>(statement);
  }

  /** One of the rows the statement finds, picked by a number; undefined when there is none. */
  async pick<Row>(at: number, statement: SqlStatement): Promise<Row | undefined> {
    const rows = await this.query<Row>(statement);
    return rows.length === 0 ? undefined : rows[at % rows.length];
  }

  async ask(wishes: readonly Omit<Wish, 'text'>[], prefix: string): Promise<void> {
    const message = messageOf(wishes.map((wish) => ({ ...wish, text: this.newText(prefix) })));
    await startRun(this.app, this.mia, { agent: machineAgent.name, message, route: 'auto' }, uuidv7());
  }

  /** A text no other effect has. */
  newText(prefix: string): string {
    return `${prefix}-${(this.texts += 1)}.`;
  }

  async claim(): Promise<Claim | undefined> {
    const [claim] = await claimRuns(this.app.database, uuidv7(), 60_000, 1);
    return claim;
  }

  /** Carries a run on as a worker does; with a point, its step fails there. */
  async work(claim: Claim, failAt?: Point): Promise<void> {
    this.failAt = failAt;
    try {
      const { signal } = new AbortController();
      await advanceRun(this.ports, claim, { signal, isStopping: () => false });
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('Thrown on purpose')) throw error;
      await releaseRun(this.app.database, claim, error);
      await this.query(
        sql`update run set run_at = now() - interval '1 second' where status = 'queued' and id = ${claim.runId}`,
      );
    } finally {
      this.failAt = undefined;
    }
  }

  /** A worker that falls silent: its leases run out, but it still thinks that it holds the run. */
  async fallSilent(claim: Claim): Promise<void> {
    this.stale.push(claim);
    await this.query(
      sql`update run set lease_until = now() - interval '1 second' where id = ${claim.runId} and status = 'running'`,
    );
  }

  async setPolicy(tool: Wish['tool'], changes: Partial<PolicyBody>): Promise<void> {
    const { version } = await getPolicy(this.app, tool);
    await savePolicy(this.app, this.admin, tool, version, { ...defaultPolicyBody, ...changes, reason: 'a test' });
  }

  /** Does what a person asks for; gives the refusal when it was one that people can expect. */
  async attempt(work: () => Promise<unknown>): Promise<CountersignError | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (error instanceof CountersignError && error.status < 500) return error;
      throw error;
    }
  }

  /** Compares what is stored with what was stored before, and with everything that must always hold. */
  async check(): Promise<void> {
    const next = await takeSnapshot(this.app.database);
    await checkInvariants(this.app.database, this.snapshot, next);
    this.snapshot = next;
    this.checks += 1;
    if (this.checks % 4 === 0) await checkAudit(this.app.database);
  }
}
