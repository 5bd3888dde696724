import type { Agent } from '@/lib/domain/agent';
import type { ContextSettings, StepContext } from '@/lib/domain/context-settings';
import type { ModelMessage, ModelRequest, ModelTool } from '@/lib/domain/model';
import type { RunRecord } from '@/lib/domain/run-record';
import { HOW_TO_STATE } from '@/lib/domain/stated-confidence';
import { inputForModel } from '@/lib/gate/stated-confidence';
import { condenseRuns } from './context/condense-runs';
import { earlierTurns, tellOpenRuns, trimmedOf, type EarlierTelling } from './context/earlier-runs';
import type { ConversationHistory, ConversationMessage } from './context/history';
import { isTooLarge, measure, type Measured } from './context/measure';
import { shortenResults } from './context/shorten-results';
import { stepTurns } from './context/step-turns';
import { stateText, taskStateOf } from './context/task-state';

export type { ConversationHistory, ConversationMessage } from './context/history';

const MAX_OUTPUT_TOKENS = 4096;

/** The next request with what it is made of. `tooLarge` when it must not be sent. */
export interface PreparedRequest {
  request: ModelRequest;
  context: StepContext;
  tooLarge: boolean;
}

/** Everything that is decided about a prompt, as opposed to what follows from the record. */
interface Plan extends EarlierTelling {
  trimmed: ReadonlySet<string>;
}

/**
 * Builds the request of the run's next model call. System prompt and tools are the same bytes in every call, and the
 * messages begin with those of the call before, so that the provider's cache holds: what was decided about a prompt is
 * kept with its step and stands, what was learned since is `state`, and shortening is rare. Past four fifths of the
 * window everything is shortened that can be, and what is still too large is marked so.
 */
export function prepareRequest(
  record: RunRecord,
  history: ConversationHistory,
  agent: Agent,
  model: string,
): PreparedRequest {
  const settings = record.trust.context;
  const build = (plan: Plan) => buildRequest(record, history, agent, model, plan);
  const plan = planOf(record, history, agent, model);
  const request = build(plan);
  const measured = measure(request, record, settings);
  if (model === 'rules' || !isTooLarge(measured)) return prepared(request, plan, measured, false);
  const hard = hardPlan(record, history, plan, settings);
  const smallest = build(hard);
  const last = measure(smallest, record, settings);
  return prepared(smallest, hard, last, isTooLarge(last));
}

/** What the last step's prompt had decided, or for the first the run before it, and what the budgets ask beyond that. */
function planOf(record: RunRecord, history: ConversationHistory, agent: Agent, model: string): Plan {
  const { summarise, budgets, keepLastResults } = record.trust.context;
  const last = record.steps.at(-1)?.context;
  const told = last?.told ?? tellOpenRuns(history);
  // Rules read every result themselves, and cost nothing.
  if (model === 'rules') return { told, condensed: new Set(), trimmed: new Set() };
  const decided = new Set((last ?? history.runs.at(-1)?.steps.at(-1)?.context)?.condensed);
  const condensed = last ? decided : condenseRuns(history.runs, agent, { condensed: decided, told }, budgets.history);
  const already = trimmedOf(record);
  const limits = { budget: budgets.results, keep: keepLastResults };
  return { told, condensed, trimmed: summarise ? shortenResults(record, already, limits) : already };
}

/** Everything that may be shortened is. */
function hardPlan(record: RunRecord, { runs }: ConversationHistory, plan: Plan, { summarise }: ContextSettings): Plan {
  const condensed = new Set(runs.filter(({ id }) => plan.told[id] === undefined).map(({ id }) => id));
  const trimmed = summarise ? shortenResults(record, plan.trimmed, { budget: 0, keep: 1 }) : plan.trimmed;
  return { told: plan.told, condensed, trimmed };
}

function prepared(
  request: ModelRequest,
  { condensed, told, trimmed }: Plan,
  measured: Measured,
  tooLarge: boolean,
): PreparedRequest {
  const places = [...trimmed].map((place) => place.split(':').map(Number));
  const context: StepContext = {
    ...measured,
    trimmed: places.map(([step = 0, call = 0]) => ({ step, call })),
    condensed: [...condensed],
    told: { ...told },
  };
  return { request, context, tooLarge };
}

function buildRequest(
  record: RunRecord,
  history: ConversationHistory,
  agent: Agent,
  model: string,
  plan: Plan,
): ModelRequest {
  const messages = [
    ...history.messages.flatMap((message) => messageTurns(message, record, history, agent, plan)),
    ...(record.guidance === null ? [] : [userText(guidanceText(record.guidance))]),
    ...record.steps.flatMap((step) => stepTurns(step, record, agent, plan.trimmed)),
  ];
  const state = stateText(taskStateOf(record, history, agent, plan.told), record, record.trust.context.budgets.state);
  return {
    model,
    system: `${agent.instructions}\n\n${HOW_TO_STATE}`,
    tools: agent.tools.map(toModelTool),
    messages: mergeNeighbours(messages),
    ...(state === null ? {} : { state }),
    maxTokens: MAX_OUTPUT_TOKENS,
  };
}

function toModelTool(tool: Agent['tools'][number]): ModelTool {
  return { name: tool.name, description: tool.description, inputSchema: inputForModel(tool) };
}

function messageTurns(
  message: ConversationMessage,
  record: RunRecord,
  history: ConversationHistory,
  agent: Agent,
  plan: Plan,
): ModelMessage[] {
  if (message.role === 'agent') return [{ role: 'assistant', content: [{ type: 'text', text: message.text }] }];
  if (message.role === 'person')
    return [userText(`[${message.authorName ?? 'A colleague'} wrote to the customer] ${message.text}`)];
  const earlier = history.runs.filter((run) => run.messagePosition === message.position && run.id !== record.id);
  return [userText(message.text), ...earlier.flatMap((run) => earlierTurns(run, agent, plan))];
}

function guidanceText(guidance: string): string {
  return `[Guidance from the support team, not visible to the customer] ${guidance}`;
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
