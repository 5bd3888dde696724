import type { Agent } from '@/lib/domain/agent';
import type { Json } from '@/lib/domain/json';
import type { ModelMessage, ToolResultBlock } from '@/lib/domain/model';
import type { CallRecord, RunRecord, StepRecord } from '@/lib/domain/run-record';
import { isOutsideText, markOutside } from './outside-text';
import { repeatedCall, REREAD_RESULT } from './reread-result';
import { resultText, summariseOutput } from './summarise-result';

type UserContent = Extract<ModelMessage, { role: 'user' }>['content'];

/** One of a run's calls by its place. */
export const placeOf = ({ stepIndex, index }: Pick<CallRecord, 'stepIndex' | 'index'>) => `${stepIndex}:${index}`;

const CUT_OFF = 'Your last message was cut off at the token limit. Go on exactly where it stopped.';
const EMPTY = 'Your last message was empty. Answer the customer or call a tool.';

/**
 * A step as the model reads it: what it said, and in one message every result in call order and then the notes. Only what
 * was known when its calls were settled stands here, so that no later call changes it; what came later is `state`.
 */
export function stepTurns(
  step: StepRecord,
  run: RunRecord,
  agent: Agent,
  trimmed: ReadonlySet<string>,
): ModelMessage[] {
  const content = step.blocks.filter((block) => block.type !== 'text' || block.text.trim() !== '');
  const turns: ModelMessage[] = content.length > 0 ? [{ role: 'assistant', content }] : [];
  const answer: UserContent = step.calls.map((call) => toolResult(call, run, agent, trimmed));
  for (const note of [...step.notes, ...step.calls.flatMap(editNote)]) answer.push({ type: 'text', text: note });
  if (step.calls.length === 0 && step.stopReason === 'max_tokens') answer.push({ type: 'text', text: CUT_OFF });
  if (content.length === 0) answer.push({ type: 'text', text: EMPTY });
  if (answer.length > 0) turns.push({ role: 'user', content: answer });
  return turns;
}

function toolResult(call: CallRecord, run: RunRecord, agent: Agent, trimmed: ReadonlySet<string>): ToolResultBlock {
  const source = repeatedCall(run, call) ?? call;
  const text = trimmed.has(placeOf(call)) ? shortened(call, source) : resultText(call);
  const content = isOutsideText(source, agent) ? markOutside(source, text) : text;
  return { type: 'tool_result', toolUseId: call.toolUseId, content, isError: call.status !== 'succeeded' };
}

/** Says what was there and how to see it again. */
function shortened(call: CallRecord, { stepIndex, index }: CallRecord): string {
  const place = JSON.stringify({ step: stepIndex, call: index });
  const output = JSON.parse(call.output ?? 'null') as Json;
  const length = resultText(call).length;
  return (
    `[Shortened: the result had ${length} characters. ${REREAD_RESULT} ${place} shows it whole.]\n` +
    summariseOutput(output)
  );
}

/** Told beside the results and never inside them: a result is the tool's word, this is the reviewer's. */
function editNote(call: CallRecord): string[] {
  if (call.editedArgs === null || call.status !== 'succeeded') return [];
  return [`Reviewer note: you proposed ${call.name} ${call.args ?? '{}'}; the reviewer ran ${call.editedArgs}.`];
}
