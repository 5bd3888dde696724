import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { RunView } from '@/lib/api/contract/run';
import { sql } from '@/lib/domain/sql';
import { isWriteTool, type ExecutionContext, type Tool } from '@/lib/domain/tool';
import { retryDeadLetter } from '@/lib/services/dead-letters/retry-dead-letter';
import { resolveEscalation } from '@/lib/services/escalations/resolve-escalation';
import { listInbox } from '@/lib/services/inbox/list-inbox';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { undecidedExecutions } from '../fixtures/decided-first';
import { approveUntilEnded } from '../fixtures/recorded-run';
import { startRecordedWorld, turnsOf, type RecordedWorld, type WorldSegment } from '../fixtures/recorded-world';
import { wideLimits } from '../fixtures/retail-engine';
import { caseMessage, type ScriptedMoment } from '../fixtures/scripted-cases';
import { concurrently } from '../support/batches';
import { describeWithCases } from '../support/cases';
import { createPerson, type TestPerson } from '../support/people';
import { sampleSeed, seededSample } from '../support/seeded-sample';

const RUNS_AT_ONCE = 8;
const SAMPLE = process.env.TRAJECTORIES === 'all' ? Infinity : 60;
const MODEL_ATTEMPTS = 4;
const MOST_ROUNDS = 20;

const away = { status: 503, body: { type: 'error', error: { type: 'overloaded_error', message: 'Away' } } };

describeWithCases('tau/trajectories', 'the recorded conversations while model and tools answer 503', (folder) => {
  const seed = sampleSeed();
  const injected = { model: 0, outages: 0, before: 0, after: 0, parked: 0 };
  let world: RecordedWorld;
  let admin: TestPerson;
  let ended: RunView[] = [];

  /** The same number from 0 up to 1 for the same place in the same seed. */
  const chance = (...place: unknown[]) =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...place]))
      .digest()
      .readUInt32BE() /
    2 ** 32;

  const attempts = new Map<string, number>();
  /** Fails some first attempts of a call before it took effect, and some after. */
  const faulty = (tool: Tool): Tool => {
    const fail = async <Result>(args: object, context: ExecutionContext, work: () => Promise<Result>) => {
      const place = `${context.runId} ${tool.name} ${JSON.stringify(args)} ${isWriteTool(tool) && tool.delivery}`;
      const attempt = attempts.get(place) ?? 0;
      attempts.set(place, attempt + 1);
      const dice = attempt < 2 ? chance(place, attempt) : 1;
      if (dice < 0.1) throw fault('before');
      const result = await work();
      if (dice < 0.2) throw fault('after');
      return result;
    };
    const execute = tool.execute.bind(tool);
    return { ...tool, execute: (args, context) => fail(args, context, () => execute(args, context)) };
  };
  const fault = (when: 'before' | 'after') => {
    injected[when] += 1;
    return new Error(`503 Service Unavailable, ${when} it took effect`);
  };

  /** Most turns come at once, some at the second attempt; now and then the model is away for longer than we try. */
  const withModelFaults = (
    caseId: string,
    turns: readonly ScriptedMoment[],
  ): { moments: ScriptedMoment[]; outage: number } => {
    let outage = -1;
    const moments = turns.map((turn, index): ScriptedMoment => {
      const dice = chance('model', caseId, index);
      if (dice >= 0.2) return turn;
      injected.model += 1;
      if (dice >= 0.02 || outage >= 0) return [away, turn] as ScriptedMoment;
      outage = index;
      injected.outages += 1;
      return [...Array.from({ length: MODEL_ATTEMPTS }, () => away), turn] as ScriptedMoment;
    });
    return { moments, outage };
  };

  /** People try again when a tool's failure kept a decision from being taken, or parked the run as a dead letter. */
  async function endOf(runId: string): Promise<RunView> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      try {
        const run = await approveUntilEnded(world, runId);
        if (run.status !== 'parked') return run;
        injected.parked += 1;
        await retryDeadLetter(world.app, admin, runId);
      } catch (error) {
        if (!String(error).includes('503 Service Unavailable')) throw error;
      }
    }
    throw new Error(`The run ${runId} has not ended after ${MOST_ROUNDS} failures that people sent on.`);
  }

  /** Plays a segment to its end; where the model stays away, a person lets it go on with what is left. */
  async function play({ agent, caseId, turns }: WorldSegment): Promise<RunView[]> {
    const { moments, outage } = withModelFaults(caseId, turnsOf(agent, turns));
    world.cases.set(caseId, moments);
    const run = await endOf(await world.ask(agent, caseId));
    if (run.reason !== 'model_unavailable') return [run];
    const { items } = await listInbox(world.app, world.reviewer, {
      runId: run.id,
      kind: 'escalation',
      status: 'pending',
      limit: 10,
    });
    expect(items).toMatchObject([{ kind: 'escalation', reason: 'model_unavailable' }]);
    const rest = `${caseId}@${outage}`;
    world.cases.set(rest, turnsOf(agent, turns.slice(outage)));
    const guidance = { outcome: 'resume' as const, message: `It is back. ${caseMessage(rest)}` };
    const { runId = '' } = await resolveEscalation(world.app, world.reviewer, run.id, guidance);
    return [run, await endOf(runId)];
  }

  beforeAll(async () => {
    world = await startRecordedWorld(`${folder}/..`, { limits: wideLimits, change: faulty });
    admin = await createPerson(world.app, 'admin');
    const chosen = seededSample(world.segments, Math.min(SAMPLE, world.segments.length), seed);
    ended = (await concurrently(chosen, RUNS_AT_ONCE, play)).flat();
    const { model, outages, before, after, parked } = injected;
    console.log(
      `recorded faults (seed ${seed}): ${ended.length} runs, ${model} answers of the model failed (${outages} outages), ` +
        `${before} calls before and ${after} after they took effect; ${parked} dead letters sent on`,
    );
  }, 600_000);

  it('lose no run', () => {
    const ends = ended.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`));
    expect(
      [...new Set(ends)].filter((end) => !/^succeeded$|^escalated: (asked_for_human|model_unavailable)$/.test(end)),
    ).toEqual([]);
    expect(ends.filter((end) => end.endsWith('model_unavailable'))).toHaveLength(injected.outages);
  });

  it('double no write and run none that nobody approved', async () => {
    const effects = await world.app.database.query<{ idempotencyKey: string }>(
      sql`select idempotency_key from airline_effect`,
    );
    expect(new Set(effects.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(effects.length);
    const events = await concurrently(ended, RUNS_AT_ONCE, ({ id }) => listRunEvents(world.app, world.reviewer, id, 0));
    expect(events.flatMap(undecidedExecutions)).toEqual([]);
  });

  it('say of every write whether it took effect, or that it is not known', async () => {
    const executions = await world.app.database.query<{ status: string; delivery: string; effects: number }>(sql`
      select execution.status, proposal.delivery,
             (select count(*) from airline_effect effect where effect.idempotency_key = execution.idempotency_key) as effects
      from execution join proposal on proposal.id = execution.proposal_id`);
    const found = new Map<string, number>();
    for (const { status, delivery, effects } of executions) {
      const kind = `${delivery} ${status} ${effects}`;
      found.set(kind, (found.get(kind) ?? 0) + 1);
    }
    console.log(
      `recorded faults: ${executions.length} executions (delivery, outcome, effects):`,
      Object.fromEntries(found),
    );
    const allowed = /^(transactional succeeded 1|at_most_once (succeeded 1|failed 0|unknown [01]))$/;
    expect([...found.keys()].filter((kind) => !allowed.test(kind))).toEqual([]);
  });
});
