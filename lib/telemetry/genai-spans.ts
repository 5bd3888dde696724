import { createHash } from 'node:crypto';
import { contentOfModelCall, contentOfToolCall } from './genai-content';
import type { ModelCallFacts, RunFacts, ToolCallFacts } from '@/lib/domain/run-facts';

export type AttributeValue = string | number | boolean | string[];

/** A span before any library sees it. Ids follow from the run, so that the trace of a run can be found by its id. */
export interface SpanFacts {
  spanId: string;
  name: string;
  kind: 'internal' | 'client';
  startedAt: Date;
  endedAt: Date;
  attributes: Record<string, AttributeValue>;
  events: { name: string; at: Date; attributes: Record<string, AttributeValue> }[];
  failed: boolean;
}

const RULES_MODEL = 'rules';
const ERRORS = ['failed', 'refused', 'unknown'];

/** The id under which a run's trace is found. */
export function traceIdOf(runId: string): string {
  return hex(runId, 32);
}

/**
 * A run as spans, the run's own first: the conventions for generative AI of OpenTelemetry, as of semantic conventions 1.41.
 * What is ours alone stands under `countersign.`.
 */
export function spansOf(run: RunFacts): SpanFacts[] {
  return [
    rootSpan(run),
    ...run.modelCalls.map((call) => modelSpan(run, call)),
    ...run.toolCalls.map((call) => toolSpan(run, call)),
  ];
}

function rootSpan(run: RunFacts): SpanFacts {
  const failed = run.status === 'failed';
  return {
    spanId: hex(`${run.id}:run`, 16),
    name: `invoke_agent ${run.agent}`,
    kind: 'internal',
    startedAt: run.createdAt,
    endedAt: run.finishedAt,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': providerOf(run.modelCalls[0]?.model ?? RULES_MODEL),
      'gen_ai.agent.name': run.agent,
      'gen_ai.conversation.id': run.conversationId,
      ...usageOf(run.modelCalls),
      'countersign.run.id': run.id,
      'countersign.run.status': run.status,
      ...(run.reason === null ? {} : { 'countersign.run.reason': run.reason }),
      ...(failed ? { 'error.type': run.reason ?? '_OTHER' } : {}),
    },
    events: [],
    failed,
  };
}

function modelSpan(run: RunFacts, call: ModelCallFacts): SpanFacts {
  return {
    spanId: hex(`${run.id}:model:${call.key}`, 16),
    name: `chat ${call.model}`,
    kind: call.model === RULES_MODEL ? 'internal' : 'client',
    startedAt: call.startedAt,
    endedAt: new Date(call.startedAt.getTime() + call.latencyMs),
    attributes: {
      ...modelAttributes(call),
      'gen_ai.response.model': call.model,
      'gen_ai.request.stream': call.step !== null,
      'gen_ai.conversation.id': run.conversationId,
      ...(call.stopReason === null ? {} : { 'gen_ai.response.finish_reasons': [call.stopReason] }),
      ...usageOf([call]),
      'countersign.run.id': run.id,
      'countersign.purpose': call.purpose,
      'countersign.cost_usd': call.costUsd,
      ...(call.step === null ? {} : { 'countersign.step': call.step }),
      ...(call.failed ? { 'error.type': '_OTHER' } : {}),
      ...contentOfModelCall(call),
    },
    events: [],
    failed: call.failed,
  };
}

function toolSpan(run: RunFacts, call: ToolCallFacts): SpanFacts {
  const name = toolNameOf(call);
  const failed = ERRORS.includes(call.status);
  return {
    spanId: hex(`${run.id}:tool:${call.id}`, 16),
    name: `execute_tool ${name}`,
    kind: 'internal',
    startedAt: call.startedAt,
    endedAt: call.settledAt,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': name,
      'gen_ai.tool.call.id': call.toolUseId,
      'gen_ai.tool.type': 'function',
      'countersign.run.id': run.id,
      'countersign.step': call.step,
      'countersign.call.status': call.status,
      ...(call.proposalId === null ? {} : { 'countersign.proposal.id': call.proposalId }),
      ...(failed ? { 'error.type': call.status } : {}),
      ...contentOfToolCall(call),
    },
    events: call.decisions.map(({ verdict, at }) => ({
      name: 'countersign.decision',
      at,
      attributes: { 'countersign.verdict': verdict },
    })),
    failed,
  };
}

/** What every metric and span of a model call says of it. */
export function modelAttributes({ model }: ModelCallFacts): Record<string, string> {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': providerOf(model),
    'gen_ai.request.model': model,
  };
}

/** All input tokens, those of the provider's cache included, as the conventions count them. */
export function inputTokensOf(call: ModelCallFacts): number {
  return call.inputTokens + call.cacheReadTokens + call.cacheWriteTokens;
}

function usageOf(calls: readonly ModelCallFacts[]): Record<string, number> {
  const sum = (of: (call: ModelCallFacts) => number) => calls.reduce((all, call) => all + of(call), 0);
  return {
    'gen_ai.usage.input_tokens': sum(inputTokensOf),
    'gen_ai.usage.output_tokens': sum(({ outputTokens }) => outputTokens),
    'gen_ai.usage.cache_read.input_tokens': sum(({ cacheReadTokens }) => cacheReadTokens),
    'gen_ai.usage.cache_creation.input_tokens': sum(({ cacheWriteTokens }) => cacheWriteTokens),
  };
}

/** Rules mode is no provider's model. */
const providerOf = (model: string) => (model === RULES_MODEL ? 'countersign' : 'anthropic');

/** A model may ask for a tool by any text, which is then content like any other. */
const toolNameOf = ({ name }: ToolCallFacts) => (/^[\w.-]{1,100}$/.test(name) ? name : '(other)');

function hex(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
