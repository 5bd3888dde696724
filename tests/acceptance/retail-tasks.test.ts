import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { beforeAll, expect, it } from 'vitest';
import type { StoreDocuments } from '@/lib/agents/retail/store/load-store';
import type { JsonObject } from '@/lib/domain/json';
import { undecidedExecutions } from '../fixtures/decided-first';
import { startRetailDeployment, type RetailDeployment } from '../fixtures/retail-deployment';
import { playTask, toolUseIdOf, type TaskRun } from '../fixtures/task-run';
import { concurrently, disjointBatches } from '../support/batches';
import { describeWithCases } from '../support/cases';
import { applyChanges, valueAt } from '../support/recorded-changes';
import { isRecordedDiff } from '../support/recorded-diff';
import { readStoreDocuments, readTasks, type RecordedTask } from '../support/retail-cases';
import { sampleSeed, seededSample } from '../support/seeded-sample';
import { atEnd } from '../support/at-end';

const TASKS_AT_ONCE = 8;
const PATIENCE_MS = 1_200_000;
const all = process.env.RETAIL_TASKS === 'all';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describeWithCases('tau/retail-tasks.jsonl', 'the recorded retail tasks, over HTTP', () => {
  let deployment: RetailDeployment;
  let initial: StoreDocuments;
  let initialText = '';
  const seed = sampleSeed();

  beforeAll(async () => {
    initial = readStoreDocuments();
    initialText = canonicalize(initial) ?? '';
    deployment = await startRetailDeployment();
  }, PATIENCE_MS);

  atEnd(() => deployment.stop());

  const sample = (count: number) => seededSample(readTasks(), count, seed);
  const customersOf = ({ user_id, actions }: RecordedTask) => [
    user_id,
    ...actions.flatMap(({ args }) =>
      [args.user_id, initial.orders[String(args.order_id)]?.user_id].flatMap((id) =>
        typeof id === 'string' ? [id] : [],
      ),
    ),
  ];
  const stateAfter = (tasks: readonly RecordedTask[]) =>
    canonicalize(
      applyChanges(
        initial as unknown as JsonObject,
        tasks.flatMap(({ final_diff }) => final_diff),
      ),
    ) ?? '';

  it(
    'end in the recorded state when every write is approved',
    async () => {
      const tasks = all ? readTasks() : sample(60);
      const played: TaskRun[] = [];
      const wrongStates: string[] = [];
      for (const batch of disjointBatches(tasks, customersOf)) {
        await deployment.loadStore(initial);
        const play = (task: RecordedTask) =>
          playTask(deployment, task, { verdict: 'approve', grouped: tasks.indexOf(task) % 2 === 0 });
        played.push(...(await concurrently(batch, TASKS_AT_ONCE, play)));
        const dumped = await deployment.dumpStore();
        const document = JSON.parse(dumped) as JsonObject;
        wrongStates.push(...batch.filter((task) => !holds(document, task)).map(({ task_id }) => task_id));
        expect(sha256(dumped)).toBe(sha256(stateAfter(batch)));
      }
      const shown = played.flatMap(({ proposals }) => proposals);
      const wrongPreviews = played.flatMap(wrongPreviewsOf);
      console.log(
        `retail tasks (${all ? 'all' : `seed ${seed}`}): ${tasks.length - wrongStates.length}/${tasks.length} final states, ` +
          `${shown.length - wrongPreviews.length}/${shown.length} previews`,
      );
      expect(wrongStates).toEqual([]);
      expect(wrongPreviews).toEqual([]);
      expect(played.flatMap(faultsOf)).toEqual([]);
      expect(tasks.filter((task) => sha256(stateAfter([task])) !== task.final_jcs_sha256)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'leave the store as it was when every write is rejected',
    async () => {
      const tasks = sample(20);
      await deployment.loadStore(initial);
      const reject = (task: RecordedTask) => playTask(deployment, task, { verdict: 'reject', grouped: false });
      const played = await concurrently(tasks, TASKS_AT_ONCE, reject);
      const rejected = played.flatMap(({ proposals }) => proposals).length;
      console.log(`retail tasks (seed ${seed}): ${rejected} proposals of ${tasks.length} tasks rejected`);
      expect(rejected).toBeGreaterThan(0);
      expect(sha256(await deployment.dumpStore())).toBe(sha256(initialText));
      expect(played.flatMap(({ events }) => events).filter(({ type }) => type === 'execution.finished')).toEqual([]);
    },
    PATIENCE_MS,
  );
});

/** True when every field the task should have changed has its value in the store. */
function holds(document: JsonObject, { final_diff }: RecordedTask): boolean {
  return final_diff.every(({ path, after = null }) => canonicalize(valueAt(document, path)) === canonicalize(after));
}

function actionOf({ task, run }: TaskRun, callId: string | null) {
  const call = run.toolCalls.find((made) => made.callId === callId);
  return task.actions[task.actions.findIndex((_, index) => toolUseIdOf(index) === call?.id)];
}

function wrongPreviewsOf(played: TaskRun): string[] {
  return played.proposals.flatMap((proposal) => {
    const diff = actionOf(played, proposal.callId)?.diff ?? [];
    return isRecordedDiff(proposal.preview.changes, diff) ? [] : [`${played.task.task_id} ${proposal.summary}`];
  });
}

/** What must not be: a gated read, an ungated write, a known failure that was proposed, a call that fared otherwise. */
function faultsOf(played: TaskRun): string[] {
  const { task, run, events, proposals } = played;
  const proposed = proposals.map(({ callId }) => actionOf(played, callId));
  const faults = [
    ...proposed.filter((action) => action?.access !== 'write').map((action) => `gated read ${action?.name}`),
    ...proposed.filter((action) => action?.error).map((action) => `proposed what must fail: ${action?.name}`),
    ...undecidedExecutions(events).map(({ seq }) => `ungated write at ${seq}`),
  ];
  for (const [index, { name, access, error }] of task.actions.entries()) {
    const call = run.toolCalls.find(({ id }) => id === toolUseIdOf(index));
    const expected = error ? (access === 'write' ? ['refused'] : ['refused', 'failed']) : ['succeeded'];
    if (!call || !expected.includes(call.status)) faults.push(`${name} is ${call?.status}: ${call?.error}`);
  }
  const handsOver = task.actions.some(({ access }) => access === 'handoff');
  const end = handsOver ? 'escalated' : 'succeeded';
  if (run.status !== end) faults.push(`the run is ${run.status} (${run.reason})`);
  return faults.map((fault) => `${task.task_id}: ${fault}`);
}
