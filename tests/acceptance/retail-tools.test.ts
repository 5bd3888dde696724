import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, ToolError, type TransactionalTool } from '@/lib/domain/tool';
import { dumpStore } from '@/lib/agents/retail/store/dump-store';
import { loadStore } from '@/lib/agents/retail/store/load-store';
import type { Database } from '@/lib/store/database';
import { describeWithCases } from '../support/cases';
import { applyChanges, sameJson, withoutNulls } from '../support/recorded-changes';
import {
  readStoreDocuments,
  readTasks,
  readTrajectories,
  trajectoryFiles,
  withUserIds,
  type RecordedCall,
} from '../support/retail-cases';
import { callTool, contextFor, openTestStore, retailTool, rolledBack } from '../support/retail-store';
import { validateSchema } from '../support/validate-schema';

const INITIAL_SHA256 = 'd991536bad97041c473ace12f4934d7bef3ce26b3ec29995b6dc9c8c0280157a';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describeWithCases('tau/retail-db.json', 'the recorded store', () => {
  let database: Database;

  beforeAll(async () => {
    database = await openTestStore();
    await database.transaction((transaction) => loadStore(transaction, readStoreDocuments()));
  });

  it('comes out as it went in', async () => {
    expect(sha256(await database.transaction(dumpStore))).toBe(INITIAL_SHA256);
  });

  it('ends every ground-truth task as recorded', async () => {
    const wrong: string[] = [];
    const tasks = readTasks();
    for (const { task_id, actions, final_jcs_sha256 } of tasks) {
      const hash = await rolledBack(database, async (transaction) => {
        for (const action of actions) {
          const answer = await answerOf(action, transaction);
          if (answer.error !== action.error) wrong.push(`${task_id} ${action.name}: ${answer.text}`);
        }
        return sha256(await dumpStore(transaction));
      });
      if (hash !== final_jcs_sha256) wrong.push(task_id);
    }
    console.log(`ground truth: ${tasks.length - wrong.length}/${tasks.length} tasks end in the recorded store`);
    expect(wrong).toEqual([]);
  });

  it.each(trajectoryFiles)('answers the calls of %s as recorded', async (file) => {
    const figures = {
      calls: 0,
      equal: 0,
      diffs: 0,
      equalDiffs: 0,
      badWrites: 0,
      refused: 0,
      goodWrites: 0,
      goodRefused: 0,
    };
    const unequal: string[] = [];
    for (const { trajectory_id, bench, calls } of readTrajectories(file)) {
      await rolledBack(database, async (transaction) => {
        if (bench === 'tau2-bench') await loadStore(transaction, withUserIds(readStoreDocuments()));
        for (const call of calls) {
          const refusal = await refusalOf(call, transaction);
          if (isWriteTool(retailTool(call.name))) {
            figures[call.error ? 'badWrites' : 'goodWrites'] += 1;
            if (refusal !== null) figures[call.error ? 'refused' : 'goodRefused'] += 1;
          }
          const before = call.diff ? await targetOf(call, transaction) : {};
          const answer = await answerOf(call, transaction);
          if (call.diff) {
            figures.diffs += 1;
            const after = await targetOf(call, transaction);
            if (sameJson(applyChanges(before, call.diff), after)) figures.equalDiffs += 1;
            else unequal.push(`diff of ${trajectory_id} ${call.name} ${JSON.stringify(call.args)}`);
          }
          if (call.replay_differs) continue;
          figures.calls += 1;
          if (answer.error ? call.error : !call.error && sameOutput(answer.text, call.output ?? '')) figures.equal += 1;
          else
            unequal.push(
              `${trajectory_id} ${call.name} ${JSON.stringify(call.args)}: ${answer.text.slice(0, 120)} / ${call.output?.slice(0, 120)}`,
            );
        }
      });
    }
    console.log(file, JSON.stringify(figures), unequal);
    expect(figures.equal / figures.calls).toBeGreaterThanOrEqual(0.99);
    expect(figures.equalDiffs).toBe(figures.diffs);
    expect(figures.refused).toBeGreaterThanOrEqual(0.95 * figures.badWrites);
    expect(figures.goodRefused).toBeLessThanOrEqual(0.01 * figures.goodWrites);
  });
});

/** What schema, check and scope say before a call could become a proposal. */
async function refusalOf({ name, args }: RecordedCall, transaction: Transaction): Promise<string | null> {
  const tool = retailTool(name);
  const [problem] = validateSchema(tool.input, args);
  if (problem !== undefined) return problem;
  const context = contextFor(transaction);
  return ((await tool.check(args, context)) ?? (await tool.scope(args, context)))?.message ?? null;
}

function targetOf({ name, args }: RecordedCall, transaction: Transaction): Promise<JsonObject> {
  return (retailTool(name) as TransactionalTool).target(args, contextFor(transaction));
}

async function answerOf(
  { name, args }: RecordedCall,
  transaction: Transaction,
): Promise<{ text: string; error: boolean }> {
  try {
    const output = await transaction.savepoint(() => callTool(name, args, transaction));
    const [problem] = validateSchema(retailTool(name).output, output);
    if (problem !== undefined) throw new Error(`${name} answered against its own schema: ${problem}`);
    return { text: typeof output === 'string' ? output : JSON.stringify(output), error: false };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { text: `Error: ${error.message}`, error: true };
  }
}

/** Equal as JSON where both are, as text otherwise; a null member equals an absent one. */
function sameOutput(text: string, recorded: string): boolean {
  if (text === recorded) return true;
  try {
    return sameJson(withoutNulls(JSON.parse(text) as Json), withoutNulls(JSON.parse(recorded) as Json));
  } catch {
    return false;
  }
}
