import type { RunRecordAnswer, RunTrace } from '@/lib/api/contract/run-trace';
import type { ToolCallView } from '@/lib/api/contract/run';
import { hasRole } from '@/lib/domain/role';
import type { Actor, Application } from '../application';
import { getRun } from './get-run';
import { readConversationTotal } from './read-conversation-total';
import { listRunEvents } from './list-run-events';
import { readGates, type Gate } from './read-gates';
import { readModelCalls } from './read-model-calls';
import { describePrompts, readParts, readStepParts } from './read-prompts';
import { readSurroundings } from './read-surroundings';

/** A page shows how an output begins; who wants the rest asks for it. */
const OUTPUT_START = 2000;

/**
 * A run for looking at: its steps with what their prompts were made of, its calls with how their outputs begin and what
 * the gate made of them. Prompts and calls beside the turns are for reviewers. Throws `not_found` like reading the run.
 */
export async function getRunTrace(app: Application, actor: Actor, id: string): Promise<RunTrace> {
  const { steps, toolCalls, ...run } = await getRun(app, actor, id);
  const isStaff = hasRole(actor.role, 'reviewer');
  const [surroundings, gates, stepParts, conversation, modelCalls] = await Promise.all([
    readSurroundings(app.database, id, isStaff),
    readGates(app.database, id, isStaff),
    readStepParts(app.database, id),
    readConversationTotal(app.database, id),
    isStaff ? readModelCalls(app.database, id) : [],
  ]);
  const prompts = isStaff ? await describePrompts(app.database, stepParts) : [];
  return {
    ...run,
    ...surroundings,
    steps: steps.map((step, index) => ({
      ...step,
      askedModel: stepParts[index]?.askedModel ?? undefined,
      cacheWriteTokens: stepParts[index]?.cacheWriteTokens ?? 0,
      prompt: prompts[index],
    })),
    calls: toolCalls.map((call) => tracedCall(call, gates[call.callId])),
    modelCalls: modelCalls.map(({ promptParts: _parts, ...call }) => call),
    conversation,
  };
}

function tracedCall({ output, ...call }: ToolCallView, gate: Gate = { proposals: [] }): RunTrace['calls'][number] {
  if (output === undefined) return { ...call, ...gate };
  const text = JSON.stringify(output, null, 2);
  return { ...call, ...gate, output: { start: text.slice(0, OUTPUT_START), characters: text.length } };
}

/** Everything that is kept of a run, to keep elsewhere; its prompts only for reviewers. Throws `not_found`. */
export async function getRunRecord(app: Application, actor: Actor, id: string): Promise<RunRecordAnswer> {
  const run = await getRun(app, actor, id);
  const isStaff = hasRole(actor.role, 'reviewer');
  const [surroundings, gates, events, steps, modelCalls] = await Promise.all([
    readSurroundings(app.database, id, isStaff),
    readGates(app.database, id, isStaff),
    listRunEvents(app, actor, id, 0),
    isStaff ? readStepParts(app.database, id) : [],
    isStaff ? readModelCalls(app.database, id) : [],
  ]);
  const record = { run, surroundings, gates, modelCalls, events };
  if (!isStaff) return record;
  const sent = [...steps, ...modelCalls].flatMap(({ promptParts }) => promptParts);
  const parts = await readParts(app.database, sent);
  return { ...record, prompts: { steps: steps.map(({ promptParts }) => promptParts), parts } };
}
