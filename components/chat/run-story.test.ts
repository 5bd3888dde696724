import { expect, test } from 'vitest';
import type { Json } from '@/lib/domain/json';
import type { NewRunEvent, RunEvent } from '@/lib/domain/run-event';
import { gateInWords } from './gate-words';
import { replyOf, tellRun } from './run-story';

const call = { step: 0, callId: 'c1', toolUseId: 't1', name: 'issue_store_credit' };
const created: NewRunEvent = {
  type: 'proposal.created',
  data: {
    ...call,
    proposalId: 'p1',
    version: 1,
    summary: 'Credit $20.00',
    status: 'pending',
    requiredApprovals: 1,
    expiresAt: '2026-01-01T00:00:00.000Z',
  },
};
const decided = (change: object): NewRunEvent => ({
  type: 'proposal.decided',
  data: { proposalId: 'p1', callId: 'c1', version: 1, status: 'approved', givenApprovals: 1, edited: false, ...change },
});
const called: NewRunEvent = { type: 'tool.called', data: { ...call, args: {}, status: 'awaiting' } };
const ran: NewRunEvent = {
  type: 'execution.finished',
  data: { executionId: 'e1', proposalId: 'p1', callId: 'c1', status: 'succeeded' },
};
const ravi = { id: 'u1', name: 'Ravi' };

function story(...events: NewRunEvent[]) {
  return tellRun(
    events.map(({ type, data }, index): RunEvent => ({
      type,
      data: data as Json,
      seq: index + 1,
      at: '2026-01-01T00:00:00.000Z',
    })),
  );
}

function truth(...events: NewRunEvent[]): string[] {
  return story(called, created, ...events).lines.flatMap((line) =>
    line.kind === 'gate' ? [gateInWords(line).text] : [],
  );
}

test('a gated call stands once, and never says it ran before it ran', () => {
  expect(truth()).toEqual(['Waiting for approval by the support team']);
  expect(truth(decided({ actor: ravi }))).toEqual(['Ravi approved it. It has not run yet.']);
  expect(truth(decided({ actor: ravi, edited: true }), ran)).toEqual(['Ravi approved it with edits. It ran.']);
  expect(truth(decided({ status: 'rejected', verdict: 'reject', actor: ravi, reason: 'wrong amount' }))).toEqual([
    'Ravi rejected it because: wrong amount. Nothing has been sent.',
  ]);
  expect(truth(decided({ status: 'expired' }))).toEqual(['Expired, not run. Nothing has been sent.']);
});

test('text of an attempt that was tried again is void, and the last text is the reply while it is written', () => {
  const delta = (attempt: number, text: string): NewRunEvent => ({
    type: 'text.delta',
    data: { step: 0, attempt, text },
  });
  const running: NewRunEvent = { type: 'run.status', data: { status: 'running' } };
  expect(replyOf(story(running, delta(1, 'Hel'), delta(2, 'Good '), delta(2, 'day')))).toBe('Good day');
});

test('rules mode is told apart', () => {
  const finished: NewRunEvent = {
    type: 'step.finished',
    data: { step: 0, model: 'rules', stopReason: 'end_turn', text: 'Hello', costUsd: 0 },
  };
  expect(story(finished).rulesMode).toBe(true);
});

test('an event of a later release changes nothing in the story', () => {
  const later = { type: 'run.later', data: { whatever: 1 } } as unknown as NewRunEvent;
  expect(story(called, later, created, later)).toEqual(story(called, created));
});

test('text of a worker that was stopped in mid-sentence is void once another one starts the step again', () => {
  const started: NewRunEvent = { type: 'step.started', data: { step: 0 } };
  const says = (text: string): NewRunEvent => ({ type: 'text.delta', data: { step: 0, attempt: 1, text } });
  expect(replyOf(story(started, says('Your or'), started, says('Your '), says('order')))).toBe('Your order');
});

test('what was streamed of a step that never was finished is void once people take over', () => {
  const text = (step: number, words: string): NewRunEvent => ({
    type: 'text.delta',
    data: { step, attempt: 1, text: words },
  });
  const finished: NewRunEvent = {
    type: 'step.finished',
    data: { step: 0, model: 'm', stopReason: 'tool_use', text: 'I look it up.', costUsd: 0 },
  };
  const ended: NewRunEvent = { type: 'run.finished', data: { status: 'escalated', reply: 'A colleague will answer.' } };
  const told = story(text(0, 'I look it up.'), finished, text(1, 'It is a par'), ended);
  expect(told.lines).toEqual([{ kind: 'text', step: 0, text: 'I look it up.' }]);
});

test('a run that waits for its model says so until it goes on', () => {
  const status = (data: { status: string; reason?: string }): NewRunEvent => ({ type: 'run.status', data });
  const waits = status({ status: 'queued', reason: 'model_unavailable' });
  expect(story(waits).waitsForModel).toBe(true);
  expect(story(waits, { type: 'step.started', data: { step: 0 } }).waitsForModel).toBe(false);
});
