import { describe, expect, it } from 'vitest';
import type { Agent } from '@/lib/domain/agent';
import { defaultRunLimits } from '@/lib/domain/run';
import type { RunRecord } from '@/lib/domain/run-record';
import { callRecord, readTool, runRecord, stepRecord } from '@/lib/testing/run-records';
import { prepareRequest, type ConversationHistory, type ConversationMessage } from './context';

const agent: Agent = {
  name: 'test',
  title: 'Test',
  instructions: 'Be kind.',
  tools: [readTool('look_up', 'records'), readTool('browse', 'outside')],
  limits: defaultRunLimits,
};
const message = (position: number, role: ConversationMessage['role'], text: string): ConversationMessage => ({
  position,
  role,
  text,
  runId: null,
  authorName: role === 'person' ? 'Ravi' : null,
});
const request = (record: RunRecord, history: Partial<ConversationHistory> = {}) =>
  prepareRequest(record, { messages: [message(1, 'user', 'Hello')], runs: [], ...history }, agent, 'model-1').request
    .messages;

describe('the context of a model call', () => {
  it('sends every result of a turn in one message, in call order, with notes after them', () => {
    const calls = [
      callRecord({ index: 0, output: '{"a":1}' }),
      callRecord({ index: 1, output: null, status: 'rejected', error: 'Rejected by a reviewer: no.' }),
      callRecord({ index: 2, args: '{"n":1}', editedArgs: '{"n":2}' }),
    ];
    const step = { ...stepRecord(0, calls), notes: ['Warning: twice.'] };
    expect(request(runRecord({ steps: [step] })).at(-1)).toEqual({
      role: 'user',
      content: [
        { type: 'tool_result', toolUseId: 'use-0-0', content: '{"a":1}', isError: false },
        { type: 'tool_result', toolUseId: 'use-0-1', content: 'Rejected by a reviewer: no.', isError: true },
        { type: 'tool_result', toolUseId: 'use-0-2', content: 'found', isError: false },
        { type: 'text', text: 'Warning: twice.' },
        { type: 'text', text: 'Reviewer note: you proposed look_up {"n":1}; the reviewer ran {"n":2}.' },
      ],
    });
  });

  it('tells a new run of a waiting one’s calls as facts and leaves no tool use open', () => {
    const earlier = runRecord({
      id: 'run-0',
      steps: [stepRecord(0, [callRecord({ status: 'awaiting', output: null })])],
    });
    const messages = [message(1, 'user', 'Cancel it'), message(2, 'user', 'And?')];
    const [only, ...rest] = request(runRecord({ messagePosition: 2 }), { messages, runs: [earlier] });
    expect(rest).toEqual([]);
    expect(JSON.stringify(only)).toContain("waiting for a person's decision");
    expect(JSON.stringify(only)).not.toContain('tool_use');
  });

  it('replays a settled run with its tool turns and its answer once', () => {
    const steps = [stepRecord(0, [callRecord()]), stepRecord(1, [], 'It is on its way.')];
    const earlier = runRecord({ id: 'run-0', steps });
    const messages = [
      message(1, 'user', 'Where is it?'),
      message(2, 'agent', 'It is on its way.'),
      message(3, 'user', 'Thanks'),
    ];
    const sent = request(runRecord({ messagePosition: 3 }), { messages, runs: [earlier] });
    expect(sent.map((turn) => turn.role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user']);
    expect(JSON.stringify(sent).match(/on its way/g)).toHaveLength(1);
  });

  it('names the person who wrote in the thread, and keeps guidance apart from the customer’s words', () => {
    const messages = [message(1, 'user', 'Help'), message(2, 'person', 'I am on it.')];
    const [turn] = request(runRecord({ guidance: 'Offer a refund.' }), { messages });
    expect(turn?.content).toEqual([
      { type: 'text', text: 'Help' },
      { type: 'text', text: '[Ravi wrote to the customer] I am on it.' },
      { type: 'text', text: '[Guidance from the support team, not visible to the customer] Offer a refund.' },
    ]);
  });

  it('asks for the rest of an answer that the token limit cut off', () => {
    const cut = { ...stepRecord(0, [], 'First half'), stopReason: 'max_tokens' };
    const sent = request(runRecord({ steps: [cut] }));
    expect(sent.map((turn) => turn.role)).toEqual(['user', 'assistant', 'user']);
  });
});
