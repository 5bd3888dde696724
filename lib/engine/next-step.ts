import { z } from 'zod';
import type { Agent } from '@/lib/domain/agent';
import { findTool } from '@/lib/domain/agent';
import { confidence } from '@/lib/domain/confidence';
import { frontDoorOf, type Understanding } from '@/lib/domain/front-door';
import { breaksRule } from '@/lib/domain/answer';
import { escalationReason } from '@/lib/domain/run';
import { textOf, type CallRecord, type RunRecord, type StepRecord } from '@/lib/domain/run-record';
import { confidenceOf } from '@/lib/gate/confidence';
import { doubtsOf } from './doubts';
import { findStop } from './stop-conditions';

/** What a run does next. The loop is this data; everything else only carries it out. */
export const nextStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('classify') }),
  z.object({ kind: z.literal('call_model') }),
  z.object({ kind: z.literal('run_tools'), callIds: z.array(z.string()) }),
  z.object({ kind: z.literal('await_decisions'), wakeAt: z.date().nullable() }),
  z.object({ kind: z.literal('finish'), reply: z.string(), confidence: confidence.optional() }),
  z.object({
    kind: z.literal('escalate'),
    reason: escalationReason,
    detail: z.string(),
    reply: z.string().optional(),
    confidence: confidence.optional(),
  }),
]);
export type NextStep = z.infer<typeof nextStepSchema>;

/**
 * Decides from the record alone. A turn settles as one: its reads run at once, its writes in call order, and only
 * when every call is settled may the model be called again. What a person approved runs even past a limit, because
 * a limit bounds the agent and not the reviewer; an automatic write does not.
 */
export function nextStep(record: RunRecord, agent: Agent): NextStep {
  const step = record.steps.at(-1);
  if (!step) return atTheFrontDoor(record, agent);
  const reads = step.calls.filter((call) => call.status === 'ready');
  if (reads.length > 0) return stopOr(record, { kind: 'run_tools', callIds: reads.map((call) => call.id) });
  const write = step.calls.find((call) => call.status === 'awaiting');
  if (write) return nextOfWrite(record, write);
  return afterSettledTurn(record, step, agent);
}

/** Before the first turn: the message is classified where that is done, and then goes where the front door sent it. */
function atTheFrontDoor(record: RunRecord, agent: Agent): NextStep {
  const { intent, route, guidance, trust } = record;
  const isClassified = route === 'auto' && guidance === null && frontDoorOf(agent.frontDoor, trust.frontDoor) !== null;
  if (intent === null) return stopOr(record, { kind: isClassified ? 'classify' : 'call_model' });
  const { path, reply = '' } = intent;
  const said = { reply, confidence: confidenceOf(doubtsOf(record), 1) };
  switch (path) {
    case 'agent':
    case 'rules':
      return stopOr(record, { kind: 'call_model' });
    case 'template':
    case 'clarify':
    case 'decline':
      return { kind: 'finish', ...said };
    case 'hand_over':
      return { kind: 'escalate', reason: 'policy_denied', detail: OUT_OF_SCOPE, ...said };
    case 'unclear':
      return { kind: 'escalate', reason: 'low_confidence', detail: unclearDetail(intent), confidence: said.confidence };
  }
}

const OUT_OF_SCOPE = 'The request is out of this agent’s scope; the customer was told so.';

function unclearDetail({ confidence: sure }: Understanding): string {
  return `Asked once what is meant, and still not sure enough of it (${sure ?? 0}).`;
}

function stopOr(record: RunRecord, otherwise: NextStep): NextStep {
  const stop = findStop(record);
  return stop ? { kind: 'escalate', ...stop } : otherwise;
}

function nextOfWrite(record: RunRecord, write: CallRecord): NextStep {
  if (!write.execution) return { kind: 'await_decisions', wakeAt: null };
  const { holdUntil, heldUntil, retryAt } = write.execution;
  const wakeAt = latest(holdUntil, heldUntil, retryAt);
  if (wakeAt > record.readAt) return { kind: 'await_decisions', wakeAt };
  const dispatch: NextStep = { kind: 'run_tools', callIds: [write.id] };
  // One that was being sent when its worker died must be settled first: a stop can't take it back.
  const mayStop = write.execution.automatic && write.execution.status !== 'dispatching';
  return mayStop ? stopOr(record, dispatch) : dispatch;
}

function afterSettledTurn(record: RunRecord, step: StepRecord, agent: Agent): NextStep {
  const handedOver = step.calls.find((call) => call.status === 'succeeded' && handsOver(agent, call));
  if (handedOver) return { kind: 'escalate', reason: 'asked_for_human', detail: handOverDetail(handedOver) };
  const failed = step.calls.find((call) => escalatesOnFailure(agent, call));
  if (failed) return { kind: 'escalate', reason: 'asked_for_human', detail: `${failed.name} failed: ${failed.error}` };
  if (step.stopReason === 'refusal') {
    return { kind: 'escalate', reason: 'policy_denied', detail: 'The model declined to answer this request.' };
  }
  const reply = replyOf(record);
  const isFinal = isReply(step) && reply !== '';
  if (!isFinal) return stopOr(record, { kind: 'call_model' });
  return step.findings.length > 0 ? repairOr(record, step) : finishOr(record, step, reply);
}

/** The model may write a reply with findings once more; what it writes then a person sends, edits or drops. */
function repairOr(record: RunRecord, { index, findings }: StepRecord): NextStep {
  const wasRepaired = record.steps.some((step) => step.index < index && isReply(step) && step.findings.length > 0);
  if (!wasRepaired && findStop(record) === null) return { kind: 'call_model' };
  const [first] = findings;
  const detail = `The answer was not sent. “${first?.quote ?? ''}”: ${first?.why ?? ''}`;
  return { kind: 'escalate', reason: findings.every(breaksRule) ? 'validator_rejected' : 'not_grounded', detail };
}

function isReply({ calls, stopReason }: StepRecord): boolean {
  return calls.length === 0 && stopReason === 'end_turn';
}

/** A reply that nobody can trust enough is a person's to send. */
function finishOr({ trust }: RunRecord, { confidence }: StepRecord, reply: string): NextStep {
  const { replyThreshold } = trust.confidence;
  if (confidence === null || confidence.value >= replyThreshold) return { kind: 'finish', reply };
  const detail = `Confidence in the answer is ${confidence.value}; below ${replyThreshold} a person answers.`;
  return { kind: 'escalate', reason: 'low_confidence', detail };
}

function handsOver(agent: Agent, call: CallRecord): boolean {
  const tool = findTool(agent, call.name);
  return tool?.reversibility === 'read_only' && tool.handsOver === true;
}

function handOverDetail(call: CallRecord): string {
  const args: unknown = JSON.parse(call.args ?? '{}');
  const summary = (args as { summary?: unknown }).summary;
  return typeof summary === 'string' && summary !== '' ? summary : 'The agent handed the conversation to a person.';
}

function escalatesOnFailure(agent: Agent, call: CallRecord): boolean {
  const tool = findTool(agent, call.execution?.tool ?? call.name);
  return call.status === 'failed' && tool?.onFailure === 'escalate';
}

/** The final answer: the last step's text, with the parts before it that the token limit had cut off. */
function replyOf(record: RunRecord): string {
  const parts: string[] = [];
  for (const step of record.steps.toReversed()) {
    if (parts.length > 0 && step.stopReason !== 'max_tokens') break;
    parts.unshift(textOf(step.blocks));
  }
  return parts.join(' ').trim();
}

function latest(first: Date, ...others: (Date | null)[]): Date {
  return others.reduce<Date>((last, next) => (next !== null && next > last ? next : last), first);
}
