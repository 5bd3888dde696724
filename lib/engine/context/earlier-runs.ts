import type { Agent } from '@/lib/domain/agent';
import type { Json } from '@/lib/domain/json';
import type { ModelMessage } from '@/lib/domain/model';
import { allCalls, type CallRecord, type RevertRecord, type RunRecord } from '@/lib/domain/run-record';
import { momentText } from '@/lib/domain/sentence';
import { isSettled } from '@/lib/domain/tool-call';
import type { ConversationHistory } from './history';
import { isOutsideText } from './outside-text';
import { placeOf, stepTurns } from './step-turns';
import { clip, resultText, summariseOutput } from './summarise-result';

const LONGEST_FACT = 400;

/** Which of the conversation's earlier runs stand as facts, and in which words. */
export interface EarlierTelling {
  condensed: ReadonlySet<string>;
  /** Runs that were open when this one began, in the words it was told then. */
  told: Readonly<Record<string, string>>;
}

/** What an earlier run of the conversation becomes in a later one's prompt. */
export function earlierTurns(run: RunRecord, agent: Agent, { condensed, told }: EarlierTelling): ModelMessage[] {
  const asOpen = told[run.id];
  if (asOpen !== undefined) return [asUser(asOpen)];
  const withCalls = run.steps.filter((step) => step.calls.length > 0);
  if (withCalls.length === 0) return [];
  if (condensed.has(run.id)) return [asUser(condensedText(run, agent))];
  const trimmed = trimmedOf(run);
  return withCalls.flatMap((step) => stepTurns(step, run, agent, trimmed));
}

/** What of a run stands as summaries since its own last call. */
export function trimmedOf({ steps }: RunRecord): Set<string> {
  const trimmed = steps.at(-1)?.context?.trimmed ?? [];
  return new Set(trimmed.map(({ step, call }) => placeOf({ stepIndex: step, index: call })));
}

/** Earlier runs with open calls, in words: their tool uses have no results yet, so they can't be replayed. */
export function tellOpenRuns({ runs }: ConversationHistory): Record<string, string> {
  const open = runs.filter((run) => allCalls(run).some((call) => !isSettled(call.status)));
  return Object.fromEntries(open.map((run) => [run.id, openText(run)]));
}

function openText(run: RunRecord): string {
  return `[State of an earlier request that is still open]\n${allCalls(run).map(factLine).join('\n')}`;
}

function factLine(call: CallRecord): string {
  return `- ${call.name} ${call.args ?? '(unreadable arguments)'}: ${factOf(call)}`;
}

function factOf(call: CallRecord): string {
  if (call.revert) return revertText(call.revert);
  if (call.status === 'awaiting') return "waiting for a person's decision; it has not run, so do not propose it again";
  return isSettled(call.status) ? `${call.status}: ${resultText(call)}` : 'still running';
}

/** What became known of earlier runs since this one was told of them: calls that were open, and what was undone. */
export function newsOfEarlierRuns({ runs }: ConversationHistory, told: EarlierTelling['told']): string[] {
  return runs.flatMap((run) => {
    const before = told[run.id];
    if (before === undefined) return allCalls(run).flatMap(revertNote);
    const changed = allCalls(run).filter((call) => !before.includes(factLine(call)));
    return changed.flatMap((call) => (call.revert ? revertNote(call) : [`Since then: ${factLine(call).slice(2)}`]));
  });
}

/** A run as a line a call: enough to know what was done, not to know every detail again. */
function condensedText(run: RunRecord, agent: Agent): string {
  const lines = allCalls(run).map(
    (call) => `- ${call.name} ${clip(call.args ?? '', 160)}: ${shortFactOf(call, agent)}`,
  );
  return `[Earlier in this conversation, shortened; call a tool again for its details]\n${lines.join('\n')}`;
}

function shortFactOf(call: CallRecord, agent: Agent): string {
  if (isOutsideText(call, agent)) return `${call.status} (text from outside, left out)`;
  if (call.status !== 'succeeded') return clip(`${call.status}: ${resultText(call)}`, LONGEST_FACT);
  return `succeeded: ${summariseOutput(JSON.parse(call.output ?? 'null') as Json)}`;
}

/** Without it the agent would go on saying what no longer holds. */
export function revertNote(call: CallRecord): string[] {
  return call.revert ? [`Reviewer note: ${call.name} ${call.args ?? '{}'} ${revertText(call.revert)}`] : [];
}

function revertText({ status, by, at }: RevertRecord): string {
  const when = momentText(at);
  return status === 'succeeded'
    ? `was undone by ${by} at ${when}: it ran, but what it changed was put back and no longer holds.`
    : `may have been undone by ${by} at ${when}: nobody knows yet. Do not say that it holds; look it up or hand over.`;
}

function asUser(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}
