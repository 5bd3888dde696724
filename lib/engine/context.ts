import type { Agent } from '@/lib/domain/agent';
import type { ModelMessage, ModelRequest, ModelTool, ToolResultBlock } from '@/lib/domain/model';
import type { CallRecord, RevertRecord, RunRecord, StepRecord } from '@/lib/domain/run-record';
import { momentText } from '@/lib/domain/sentence';
import { HOW_TO_STATE } from '@/lib/domain/stated-confidence';
import { isSettled } from '@/lib/domain/tool-call';
import type { Json } from '@/lib/domain/json';
import { inputForModel } from '@/lib/gate/stated-confidence';

const MAX_OUTPUT_TOKENS = 4096;

/** A message of the conversation as the agent should read it. */
export interface ConversationMessage {
  position: number;
  role: 'user' | 'agent' | 'person';
  text: string;
  runId: string | null;
  authorName: string | null;
}

/** What came before this run in its conversation: messages by position, and the runs they started. */
export interface ConversationHistory {
  messages: ConversationMessage[];
  runs: RunRecord[];
}

type UserContent = Extract<ModelMessage, { role: 'user' }>['content'];

/** Builds the request of the run's next model call. The system prompt and tools are the same bytes in every call. */
export function buildRequest(
  record: RunRecord,
  history: ConversationHistory,
  agent: Agent,
  model: string,
): ModelRequest {
  const messages = [
    ...history.messages.flatMap((message) => messageTurns(message, record, history)),
    ...(record.guidance === null ? [] : [userText(guidanceText(record.guidance))]),
    ...record.steps.flatMap(stepTurns),
  ];
  return {
    model,
    system: `${agent.instructions}\n\n${HOW_TO_STATE}`,
    tools: agent.tools.map(toModelTool),
    messages: mergeNeighbours(messages),
    maxTokens: MAX_OUTPUT_TOKENS,
  };
}

function toModelTool(tool: Agent['tools'][number]): ModelTool {
  return { name: tool.name, description: tool.description, inputSchema: inputForModel(tool) };
}

function messageTurns(message: ConversationMessage, record: RunRecord, history: ConversationHistory): ModelMessage[] {
  if (message.role === 'agent') return [{ role: 'assistant', content: [{ type: 'text', text: message.text }] }];
  if (message.role === 'person')
    return [userText(`[${message.authorName ?? 'A colleague'} wrote to the customer] ${message.text}`)];
  const earlier = history.runs.filter((run) => run.messagePosition === message.position && run.id !== record.id);
  return [userText(message.text), ...earlier.flatMap(earlierTurns)];
}

/** A settled run is replayed as it was; one that still waits is told as facts, because its tool uses are open. */
function earlierTurns(run: RunRecord): ModelMessage[] {
  const calls = run.steps.flatMap((step) => step.calls);
  if (calls.every((call) => isSettled(call.status))) {
    return run.steps.filter((step) => step.calls.length > 0).flatMap(stepTurns);
  }
  const facts = calls.map((call) => `- ${call.name} ${call.args ?? '(unreadable arguments)'}: ${factOf(call)}`);
  return [userText(`[State of an earlier request that is still open]\n${facts.join('\n')}`)];
}

function factOf(call: CallRecord): string {
  if (call.revert) return revertText(call.revert);
  if (call.status === 'awaiting') return "waiting for a person's decision; it has not run, so do not propose it again";
  return isSettled(call.status) ? `${call.status}: ${resultText(call)}` : 'still running';
}

function guidanceText(guidance: string): string {
  return `[Guidance from the support team, not visible to the customer] ${guidance}`;
}

const CUT_OFF = 'Your last message was cut off at the token limit. Go on exactly where it stopped.';
const EMPTY = 'Your last message was empty. Answer the customer or call a tool.';

function stepTurns(step: StepRecord): ModelMessage[] {
  const content = step.blocks.filter((block) => block.type !== 'text' || block.text.trim() !== '');
  const turns: ModelMessage[] = content.length > 0 ? [{ role: 'assistant', content }] : [];
  const answer: UserContent = step.calls.map(toolResult);
  for (const note of [...step.notes, ...step.calls.flatMap(editNote), ...step.calls.flatMap(revertNote)])
    answer.push({ type: 'text', text: note });
  if (step.calls.length === 0 && step.stopReason === 'max_tokens') answer.push({ type: 'text', text: CUT_OFF });
  if (content.length === 0) answer.push({ type: 'text', text: EMPTY });
  if (answer.length > 0) turns.push({ role: 'user', content: answer });
  return turns;
}

function toolResult(call: CallRecord): ToolResultBlock {
  const isError = call.status !== 'succeeded';
  return { type: 'tool_result', toolUseId: call.toolUseId, content: resultText(call), isError };
}

/** The tool's bare output: a string as it is, anything else as JSON. Errors are their sentence. */
function resultText(call: CallRecord): string {
  if (call.status !== 'succeeded') return call.error ?? `The call is ${call.status}.`;
  const output = JSON.parse(call.output ?? 'null') as Json;
  return typeof output === 'string' ? output : JSON.stringify(output);
}

/** Told beside the results and never inside them: a result is the tool's word, this is the reviewer's. */
function editNote(call: CallRecord): string[] {
  if (call.editedArgs === null || call.status !== 'succeeded') return [];
  return [`Reviewer note: you proposed ${call.name} ${call.args ?? '{}'}; the reviewer ran ${call.editedArgs}.`];
}

/** Without it the agent would go on saying what no longer holds. */
function revertNote(call: CallRecord): string[] {
  return call.revert ? [`Reviewer note: ${call.name} ${call.args ?? '{}'} ${revertText(call.revert)}`] : [];
}

function revertText({ status, by, at }: RevertRecord): string {
  const when = momentText(at);
  return status === 'succeeded'
    ? `was undone by ${by} at ${when}: it ran, but what it changed was put back and no longer holds.`
    : `may have been undone by ${by} at ${when}: nobody knows yet. Do not say that it holds; look it up or hand over.`;
}

function userText(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}

/** The model's wire wants roles to alternate. Tool results must come first in their message, and they do. */
function mergeNeighbours(messages: ModelMessage[]): ModelMessage[] {
  const merged: ModelMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === 'user' && message.role === 'user') last.content = [...last.content, ...message.content];
    else if (last?.role === 'assistant' && message.role === 'assistant')
      last.content = [...last.content, ...message.content];
    else merged.push({ ...message });
  }
  return merged;
}
