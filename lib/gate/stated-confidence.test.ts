import { describe, expect, it } from 'vitest';
import type { ReadTool, WriteTool } from '@/lib/domain/tool';
import { validateArguments } from './schema';
import { inputForModel, takeStatement } from './stated-confidence';

const nothing = () => Promise.resolve(null);
const input = {
  type: 'object',
  properties: { order_id: { type: 'string' }, reason: { enum: ['no longer needed', 'ordered by mistake'] } },
  required: ['order_id', 'reason'],
  additionalProperties: false,
};
const base = { description: '', input, output: {}, scope: nothing, check: nothing, onFailure: 'tell_model' as const };
const read: ReadTool = { ...base, name: 'look_up', reversibility: 'read_only', execute: nothing };
const write: WriteTool = {
  ...base,
  name: 'cancel',
  reversibility: 'reversible',
  delivery: 'at_most_once',
  preview: () => Promise.resolve({ before: {}, after: {} }),
  summary: () => Promise.resolve('Cancel it'),
  effectKey: () => null,
  repair: 'Order again.',
  execute: nothing,
};
const call = '{"order_id":"#W1","reason":"no longer needed"';

describe('a call’s stated confidence', () => {
  it('is an argument that only writes are shown to take, and none takes by itself', () => {
    expect(inputForModel(write)).toMatchObject({ properties: { _confidence: { type: 'number' }, order_id: {} } });
    expect(inputForModel(write).required).toEqual(write.input.required);
    expect(inputForModel(read)).toBe(read.input);
    expect(JSON.stringify(write.input)).not.toContain('_confidence');
  });

  it.each<[string, string, unknown]>([
    ['a share', `${call},"_confidence":0.8}`, 0.8],
    ['a word', `${call},"_confidence":"high"}`, 'unreadable'],
    ['more than 1', `${call},"_confidence":80}`, 'unreadable'],
    ['nothing', `${call}}`, null],
  ])('is taken out of the arguments: %s', (_, inputText, stated) => {
    const taken = takeStatement(write, inputText);
    expect(taken.stated).toBe(stated);
    expect(validateArguments(write.input, JSON.parse(taken.inputText))).toEqual([]);
    expect(taken.inputText).toBe(`${call}}`);
  });

  it('leaves what can’t be read, a read, and a tool’s own argument of that name alone', () => {
    const broken = `${call},"_confidence":0.8`;
    expect(takeStatement(write, broken)).toEqual({ inputText: broken, stated: null });
    expect(takeStatement(read, '{"_confidence":1}')).toEqual({ inputText: '{"_confidence":1}', stated: null });
    const own = { ...write, input: { ...write.input, properties: { _confidence: { type: 'string' } } } };
    expect(inputForModel(own)).toBe(own.input);
    expect(takeStatement(own, '{"_confidence":"x"}').stated).toBe(null);
  });
});
