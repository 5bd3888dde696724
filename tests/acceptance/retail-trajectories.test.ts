import { beforeAll, expect, it } from 'vitest';
import { retailAgent } from '@/lib/agents/retail/agent';
import { loadStore, type StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { sql } from '@/lib/domain/sql';
import type { Json, JsonObject } from '@/lib/domain/json';
import { canonicalText } from '@/lib/gate/intake';
import { getRunRecord } from '@/lib/services/runs/get-run-trace';
import { listRunEvents } from '@/lib/services/runs/list-run-events';
import { undecidedExecutions } from '../fixtures/decided-first';
import { replay, type ReplayedCall } from '../fixtures/recorded-run';
import { segmentsOf } from '../fixtures/recorded-segments';
import { startCaseEngine, wideLimits, type CaseEngine } from '../fixtures/retail-engine';
import { concurrently, disjointBatches } from '../support/batches';
import { describeWithCases } from '../support/cases';
import { isRecordedDiff } from '../support/recorded-diff';
import { isRecordedOutput } from '../support/recorded-output';
import {
  countedCalls,
  readStoreDocuments,
  readTrajectories,
  trajectoryFiles,
  withUserIds,
  type RecordedTrajectory,
} from '../support/retail-cases';
import { sampleSeed, seededSample } from '../support/seeded-sample';

const RUNS_AT_ONCE = 6;
const all = process.env.TRAJECTORIES === 'all';

describeWithCases('tau/trajectories', 'the recorded retail conversations, through the engine', () => {
  const seed = sampleSeed();
  let engine: CaseEngine;
  const replayed: ReplayedCall[] = [];

  beforeAll(async () => {
    engine = await startCaseEngine({ ...retailAgent, limits: wideLimits });
    const recorded = trajectoryFiles.flatMap(readTrajectories);
    const chosen = all ? recorded : seededSample(recorded, 30, seed);
    const documents = readStoreDocuments();
    for (const bench of ['tau-bench', 'tau2-bench'] as const) {
      const store = bench === 'tau-bench' ? documents : withUserIds(documents);
      const ofBench = chosen.filter((trajectory) => trajectory.bench === bench);
      for (const batch of disjointBatches(ofBench, (trajectory) => customersOf(trajectory, documents))) {
        await engine.app.database.transaction((transaction) => loadStore(transaction, store));
        const calls = await concurrently(batch, RUNS_AT_ONCE, (trajectory) =>
          replay(engine, segmentsOf({ ...trajectory, calls: countedCalls(trajectory) })),
        );
        replayed.push(...calls.flat());
      }
    }
  }, 900_000);

  const writes = (failing: boolean) =>
    replayed.filter(({ call }) => call.access === 'write' && (call.error ?? false) === failing);

  it('give the model what was recorded, or an error where one was', () => {
    const comparable = replayed.filter(({ call }) => !call.replay_differs);
    const unequal = comparable.filter(({ call, content, isError }) =>
      call.error ? !isError : isError || !isRecordedOutput(content, call.output ?? ''),
    );
    const equal = comparable.length - unequal.length;
    console.log(`retail trajectories (${all ? 'all' : `seed ${seed}`}): ${equal}/${comparable.length} results`);
    for (const { call, content } of unequal) console.log(`  ${call.name} ${JSON.stringify(call.args)}: ${content}`);
    expect(equal).toBeGreaterThanOrEqual(0.99 * comparable.length);
  });

  it('block what must fail before anyone could approve it, and nothing else', () => {
    const bad = writes(true);
    const good = writes(false);
    const blocked = bad.filter(({ status, proposal, content }) => status === 'refused' && !proposal && content !== '');
    const hindered = good.filter(({ proposal }) => !proposal);
    console.log(
      `retail trajectories: ${blocked.length}/${bad.length} failing writes blocked, ${hindered.length}/${good.length} good ones`,
    );
    expect(blocked.length).toBeGreaterThanOrEqual(0.95 * bad.length);
    expect(hindered.length).toBeLessThanOrEqual(0.01 * good.length);
    expect(replayed.filter(({ call, proposal }) => call.access !== 'write' && proposal)).toEqual([]);
  });

  it('show every write as it was recorded, and run it only once someone has approved it', async () => {
    const shown = writes(false).filter(({ proposal }) => proposal);
    const wrong = shown.filter(
      ({ call, proposal }) => !isRecordedDiff(proposal?.preview.changes ?? [], call.diff ?? []),
    );
    console.log(`retail trajectories: ${shown.length - wrong.length}/${shown.length} previews`);
    expect(wrong.map(({ call, proposal }) => [call.diff, proposal?.preview.changes])).toEqual([]);
    const runs = await engine.app.database.query<{ id: string }>(sql`select id from run`);
    const events = await concurrently(runs, RUNS_AT_ONCE, ({ id }) =>
      listRunEvents(engine.app, engine.reviewer, id, 0),
    );
    expect(events.flatMap(undecidedExecutions)).toEqual([]);
    const executed = events.flat().filter(({ type }) => type === 'execution.finished');
    expect(executed).toHaveLength(
      replayed.filter(({ proposal }) => proposal?.execution?.status === 'succeeded').length,
    );
  });

  it('stand whole in the records of their runs: every call with its arguments, and every output', async () => {
    const runs = await engine.app.database.query<{ id: string }>(sql`select id from run`);
    const records = await concurrently(runs, RUNS_AT_ONCE, ({ id }) => getRunRecord(engine.app, engine.reviewer, id));
    const shown = new Map<string, number>();
    for (const { run } of records) {
      for (const { name, args, output, error } of run.toolCalls) {
        const key = callKey(name, args, output === undefined ? (error ?? '') : contentOf(output));
        shown.set(key, (shown.get(key) ?? 0) + 1);
      }
    }
    const missing = replayed.filter(({ call, content }) => {
      const key = callKey(call.name, call.args, content);
      const left = shown.get(key) ?? 0;
      shown.set(key, left - 1);
      return left <= 0;
    });
    const parts = records.flatMap(({ prompts }) => prompts?.steps.flat().map((hash) => prompts.parts[hash]) ?? []);
    console.log(
      `retail trajectories: ${replayed.length - missing.length}/${replayed.length} calls in ${records.length} records`,
    );
    expect(missing.map(({ call, content }) => callKey(call.name, call.args, content))).toEqual([]);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts).not.toContain(undefined);
  });
});

function callKey(name: string, args: unknown, content: string): string {
  return `${name} ${canonicalText(args as JsonObject)} ${content}`;
}

/** An output as the model was given it. */
function contentOf(output: Json): string {
  return typeof output === 'string' ? output : JSON.stringify(output);
}

/** Everybody whose records a recording touches. */
function customersOf({ user_id, calls }: RecordedTrajectory, { orders }: StoreDocuments): string[] {
  const touched = calls.flatMap(({ args }) => [args.user_id, orders[String(args.order_id)]?.user_id]);
  return [user_id, ...touched].filter((id) => typeof id === 'string');
}
