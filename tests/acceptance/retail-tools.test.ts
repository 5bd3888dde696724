import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/domain/json';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, ToolError } from '@/lib/domain/tool';
import { previewChain } from '@/lib/gate/preview-chain';
import { validateSchema } from '@/lib/gate/schema';
import { dumpStore } from '@/lib/agents/retail/store/dump-store';
import { loadStore } from '@/lib/agents/retail/store/load-store';
import type { Database } from '@/lib/store/database';
import { describeWithCases } from '../support/cases';
import { applyChanges, sameJson } from '../support/recorded-changes';
import { isRecordedOutput } from '../support/recorded-output';
import {
  countedCalls,
  readStoreDocuments,
  readTasks,
  readTrajectories,
  trajectoryFiles,
  withUserIds,
  type RecordedCall,
} from '../support/retail-cases';
import { callTool, contextFor, openTestStore, retailTool, rolledBack, undone } from '../support/retail-store';
import { hashStore } from '../support/store-hash';

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
    expect(await database.transaction(hashStore)).toBe(INITIAL_SHA256);
  });

  it('ends every ground-truth task as recorded', async () => {
    const tasks = readTasks();
    const wrong: string[] = [];
    for (const { task_id, actions, final_jcs_sha256 } of tasks) {
      const hash = await rolledBack(database, async (transaction) => {
        for (const action of actions) {
          const answer = await answerOf(action, transaction);
          expect(answer, `${task_id} ${action.name}`).toMatchObject({ error: action.error ?? false });
        }
        return hashStore(transaction);
      });
      if (hash !== final_jcs_sha256) wrong.push(task_id);
    }
    console.log(`Ground truth: ${tasks.length - wrong.length} of ${tasks.length} tasks end in the recorded store.`);
    expect(wrong).toEqual([]);
  });

  it.each(trajectoryFiles)('answers, previews and refuses as recorded in %s', async (file) => {
    const figures = emptyFigures();
    await rolledBack(database, async (transaction) => {
      if (file.startsWith('tau2')) await loadStore(transaction, withUserIds(readStoreDocuments()));
      for (const trajectory of readTrajectories(file)) {
        const calls = countedCalls(trajectory);
        figures.leftOut += trajectory.calls.length - calls.length;
        await undone(transaction, async () => {
          for (const call of calls) await compare(call, transaction, figures);
        });
      }
    });
    console.log(file, JSON.stringify(figures));
    expect(figures.unequal).toEqual([]);
    expect(figures.badWritesRefused).toBeGreaterThanOrEqual(0.95 * figures.badWrites);
    expect(figures.goodWritesRefused).toBeLessThanOrEqual(0.01 * figures.goodWrites);
  });
});

function emptyFigures() {
  const unequal: string[] = [];
  return {
    outputs: 0,
    diffs: 0,
    badWrites: 0,
    badWritesRefused: 0,
    goodWrites: 0,
    goodWritesRefused: 0,
    leftOut: 0,
    unequal,
  };
}

/** Makes one recorded call and counts how the gate's answer, the preview and the output compare. */
async function compare(call: RecordedCall, transaction: Transaction, figures: ReturnType<typeof emptyFigures>) {
  const name = `${call.name} ${JSON.stringify(call.args)}`;
  const tool = retailTool(call.name);
  if (isWriteTool(tool)) {
    const items = [{ tool, inputText: JSON.stringify(call.args) }];
    const [gated] = await previewChain(items, contextFor(transaction));
    figures[call.error ? 'badWrites' : 'goodWrites'] += 1;
    if (!gated?.ok) figures[call.error ? 'badWritesRefused' : 'goodWritesRefused'] += 1;
    if (gated?.ok && call.diff) {
      figures.diffs += 1;
      const { before, after } = gated.preview;
      if (!sameJson(applyChanges(before as JsonObject, call.diff), after)) figures.unequal.push(`diff: ${name}`);
    }
  }
  if (call.replay_differs) return;
  const answer = await answerOf(call, transaction);
  figures.outputs += 1;
  const equal = call.error ? answer.error : !answer.error && isRecordedOutput(answer.text, call.output ?? '');
  if (!equal) figures.unequal.push(`output: ${name}: ${answer.text}`);
}

async function answerOf({ name, args }: RecordedCall, transaction: Transaction) {
  try {
    const output = await callTool(name, args, transaction);
    const [problem] = validateSchema(retailTool(name).output, output);
    if (problem) throw new Error(`${name} answered against its own schema: ${problem.message} at ${problem.pointer}`);
    return { text: typeof output === 'string' ? output : JSON.stringify(output), error: false };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { text: error.message, error: true };
  }
}
