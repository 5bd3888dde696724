import type { CallRecord, ExecutionRecord, RunRecord, StepRecord } from '@/lib/domain/run-record';
import { defaultRunLimits } from '@/lib/domain/run';
import type { OutputFrom, ReadTool } from '@/lib/domain/tool';
import { defaultTrust } from '@/lib/domain/trust';

/** A record of a run that has just been claimed; `overrides` say what is different. */
export function runRecord(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'run-1',
    conversationId: 'conversation-1',
    agent: 'test',
    userId: 'user-1',
    customerId: null,
    status: 'running',
    halted: false,
    failingTools: [],
    route: 'auto',
    message: 'Hello',
    messagePosition: 1,
    guidance: null,
    limits: defaultRunLimits,
    trust: defaultTrust,
    intent: null,
    novelty: null,
    budget: { dailyUsd: null, monthlyUsd: null },
    activeMs: 0,
    costUsd: 0,
    modelWaits: 0,
    readAt: new Date('2026-01-01T00:00:00Z'),
    steps: [],
    ...overrides,
  };
}

/** A step that asked for these calls, or that answered with this text when there are none. */
export function stepRecord(index: number, calls: CallRecord[], text = ''): StepRecord {
  const uses = calls.map((call) => ({
    type: 'tool_use' as const,
    id: call.toolUseId,
    name: call.name,
    inputText: call.args ?? '{',
  }));
  const blocks = text === '' ? uses : [{ type: 'text' as const, text }, ...uses];
  return {
    index,
    model: 'test-model',
    askedModel: 'test-model',
    promptTokens: 0,
    blocks,
    stopReason: calls.length > 0 ? 'tool_use' : 'end_turn',
    confidence: null,
    notes: [],
    context: null,
    findings: [],
    calls,
  };
}

/** A settled read named `look_up`; `overrides` say what is different. */
export function callRecord(overrides: Partial<CallRecord> = {}): CallRecord {
  const stepIndex = overrides.stepIndex ?? 0;
  const index = overrides.index ?? 0;
  return {
    id: `call-${stepIndex}-${index}`,
    stepIndex,
    index,
    toolUseId: `use-${stepIndex}-${index}`,
    name: 'look_up',
    args: '{}',
    editedArgs: null,
    status: 'succeeded',
    output: '"found"',
    error: null,
    execution: null,
    revert: null,
    ...overrides,
  };
}

/** The execution of an approved write, free to be dispatched. */
export function executionRecord(overrides: Partial<ExecutionRecord> = {}): ExecutionRecord {
  return {
    id: 'execution-1',
    status: 'ready',
    proposalId: 'proposal-1',
    proposalVersion: 1,
    holdUntil: new Date(0),
    heldUntil: null,
    retryAt: null,
    automatic: false,
    tool: 'write',
    ...overrides,
  };
}

/** A read that takes anything and answers nothing, for what only asks which tools there are. */
export function readTool(name: string, outputFrom: OutputFrom): ReadTool {
  const passes = () => Promise.resolve(null);
  return {
    name,
    description: `Does ${name}.`,
    input: { type: 'object' },
    output: {},
    outputFrom,
    reversibility: 'read_only',
    onFailure: 'tell_model',
    scope: passes,
    check: passes,
    execute: passes,
  };
}
