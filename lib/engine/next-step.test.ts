import { describe, expect, it } from 'vitest';
import type { Agent } from '@/lib/domain/agent';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import { defaultRunLimits } from '@/lib/domain/run';
import type { ReadTool } from '@/lib/domain/tool';
import { callRecord, executionRecord, runRecord, stepRecord } from '@/lib/testing/run-records';
import { nextStep } from './next-step';

const handOver: ReadTool = {
  name: 'hand_over',
  description: 'Hands over.',
  input: {},
  output: {},
  reversibility: 'read_only',
  handsOver: true,
  scope: () => Promise.resolve(null),
  check: () => Promise.resolve(null),
  execute: () => Promise.resolve('done'),
  onFailure: 'tell_model',
};
const agent: Agent = { name: 'test', title: 'Test', instructions: '', tools: [handOver], limits: defaultRunLimits };
const next = (record: RunRecord) => nextStep(record, agent);
const turn = (...calls: Partial<CallRecord>[]) =>
  runRecord({
    steps: [
      stepRecord(
        0,
        calls.map((call, index) => callRecord({ index, ...call })),
      ),
    ],
  });
const waiting = { name: 'write', status: 'awaiting' as const, output: null };

describe('what a run does next', () => {
  it('calls the model first', () => {
    expect(next(runRecord())).toEqual({ kind: 'call_model' });
  });

  it('runs a turn’s reads together and before its writes', () => {
    const reads = [{ status: 'ready' as const }, waiting, { status: 'ready' as const, args: '{"a":1}' }];
    expect(next(turn(...reads))).toEqual({ kind: 'run_tools', callIds: ['call-0-0', 'call-0-2'] });
  });

  it('waits while a write has no decision', () => {
    expect(next(turn(waiting))).toEqual({ kind: 'await_decisions', wakeAt: null });
  });

  it('keeps call order: an approved write waits for the one before it', () => {
    const approved = { ...waiting, args: '{"second":true}', execution: executionRecord() };
    expect(next(turn(waiting, approved))).toEqual({ kind: 'await_decisions', wakeAt: null });
    expect(next(turn({ ...waiting, status: 'rejected' }, approved))).toEqual({
      kind: 'run_tools',
      callIds: ['call-0-1'],
    });
  });

  it('sits out a hold', () => {
    const holdUntil = new Date(runRecord().readAt.getTime() + 5000);
    expect(next(turn({ ...waiting, execution: executionRecord({ holdUntil }) }))).toEqual({
      kind: 'await_decisions',
      wakeAt: holdUntil,
    });
  });

  it('leaves a sending alone that may still be under way', () => {
    const retryAt = new Date(runRecord().readAt.getTime() + 5000);
    const sending = { ...waiting, execution: executionRecord({ status: 'dispatching', retryAt }) };
    expect(next(turn(sending))).toEqual({ kind: 'await_decisions', wakeAt: retryAt });
    const later = runRecord({ steps: turn(sending).steps, readAt: retryAt });
    expect(next(later)).toEqual({ kind: 'run_tools', callIds: ['call-0-0'] });
  });

  it('runs what a person approved even past a limit, and stops after it', () => {
    const spent = { costUsd: 1, steps: turn({ ...waiting, execution: executionRecord() }).steps };
    expect(next(runRecord(spent))).toEqual({ kind: 'run_tools', callIds: ['call-0-0'] });
    const automatic = turn({ ...waiting, execution: executionRecord({ automatic: true }) }).steps;
    expect(next(runRecord({ costUsd: 1, steps: automatic }))).toMatchObject({ kind: 'escalate', reason: 'cost_cap' });
    const settled = turn({ name: 'write', execution: executionRecord({ status: 'succeeded' }) }).steps;
    expect(next(runRecord({ costUsd: 1, steps: settled }))).toMatchObject({ kind: 'escalate', reason: 'cost_cap' });
  });

  it('calls the model again only when every call of the turn is settled', () => {
    expect(next(turn({}, { status: 'refused', error: 'no' }))).toEqual({ kind: 'call_model' });
  });

  it('finishes on a text without calls, with the parts the token limit had cut off', () => {
    const cut = { ...stepRecord(0, [], 'First half,'), stopReason: 'max_tokens' };
    expect(next(runRecord({ steps: [cut] }))).toEqual({ kind: 'call_model' });
    const record = runRecord({ steps: [cut, stepRecord(1, [], 'second half.')] });
    expect(next(record)).toEqual({ kind: 'finish', reply: 'First half, second half.' });
  });

  it('does not take an empty answer for an answer', () => {
    expect(next(runRecord({ steps: [stepRecord(0, [], '  ')] }))).toEqual({ kind: 'call_model' });
  });

  it('hands over when the agent asked for a person, with what it said', () => {
    const call = { name: 'hand_over', args: '{"summary":"Wants a manager."}' };
    expect(next(turn(call))).toEqual({ kind: 'escalate', reason: 'asked_for_human', detail: 'Wants a manager.' });
  });

  it('escalates a refusal', () => {
    const refused = { ...stepRecord(0, []), stopReason: 'refusal' };
    expect(next(runRecord({ steps: [refused] }))).toMatchObject({ kind: 'escalate', reason: 'policy_denied' });
  });
});

describe('a reply with findings', () => {
  const finding = { kind: 'done' as const, quote: 'I have cancelled it', at: 0, why: 'Nothing was done.', hint: '' };
  const apology = { ...finding, kind: 'apology' as const };
  const reply = (index: number, ...findings: (typeof finding | typeof apology)[]) => ({
    ...stepRecord(index, [], 'I have cancelled it.'),
    findings,
  });

  it('is written once more, and then it is for a person', () => {
    expect(next(runRecord({ steps: [reply(0, finding)] }))).toEqual({ kind: 'call_model' });
    expect(next(runRecord({ steps: [reply(0, finding), reply(1, finding, apology)] }))).toMatchObject({
      kind: 'escalate',
      reason: 'not_grounded',
    });
    expect(next(runRecord({ steps: [reply(0, finding), reply(1, apology)] }))).toMatchObject({
      reason: 'validator_rejected',
    });
  });

  it('is sent once it has none', () => {
    expect(next(runRecord({ steps: [reply(0, finding), reply(1)] }))).toMatchObject({ kind: 'finish' });
  });

  it('gets one repair in a run, whatever the model does in between', () => {
    const acted = stepRecord(1, [callRecord({ stepIndex: 1 })]);
    expect(next(runRecord({ steps: [reply(0, finding), acted] }))).toEqual({ kind: 'call_model' });
    expect(next(runRecord({ steps: [reply(0, finding), acted, reply(2, finding)] }))).toMatchObject({
      kind: 'escalate',
    });
  });

  it('goes to a person when no step is left to repair it', () => {
    const limits = { ...defaultRunLimits, maxSteps: 1 };
    expect(next(runRecord({ limits, steps: [reply(0, finding)] }))).toMatchObject({ reason: 'not_grounded' });
  });

  it('costs nothing beside calls', () => {
    const spoken = { ...stepRecord(0, [callRecord()], 'I have cancelled it.'), findings: [finding] };
    expect(next(runRecord({ steps: [spoken, reply(1)] }))).toMatchObject({ kind: 'finish' });
    expect(next(runRecord({ steps: [spoken, reply(1, finding)] }))).toEqual({ kind: 'call_model' });
  });
});
