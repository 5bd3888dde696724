import { expect, it } from 'vitest';
import type { ModelBlock, ModelRequest } from '@/lib/domain/model';
import { createRulesModel } from './rules';

const request: ModelRequest = {
  model: 'rules',
  system: '',
  tools: [{ name: 'transfer_to_human_agents', description: '', inputSchema: {} }],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Sing me a song' }] }],
  maxTokens: 100,
};
const never = new AbortController().signal;
const quiet = () => undefined;

it('answers with the blocks of the grammar, streams their text in pieces and costs nothing', async () => {
  const blocks: ModelBlock[] = [
    { type: 'text', text: 'One moment,  please.' },
    { type: 'tool_use', id: 'rules_1', name: 'look', inputText: '{}' },
  ];
  const pieces: string[] = [];
  const model = createRulesModel(() => blocks);
  const turn = await model.call(request, (text) => pieces.push(text), never);
  expect(turn).toMatchObject({ model: 'rules', blocks, stopReason: 'tool_use', costUsd: 0 });
  expect(turn.usage).toEqual({ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 });
  expect(pieces).toEqual(['One ', 'moment,  ', 'please.']);
  expect(model.estimateCostUsd(request)).toBe(0);
});

it('hands over what the grammar does not cover, once, and with the same id for the same request', async () => {
  const model = createRulesModel(() => null);
  const turn = await model.call(request, quiet, never);
  const use = turn.blocks.find((block) => block.type === 'tool_use');
  expect(use).toMatchObject({
    name: 'transfer_to_human_agents',
    inputText: expect.stringContaining('Sing me a song') as string,
  });
  expect((await model.call(structuredClone(request), quiet, never)).blocks).toEqual(turn.blocks);
  const failed: ModelRequest = {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: turn.blocks },
      { role: 'user', content: [{ type: 'tool_result', toolUseId: use?.id ?? '', content: 'Error', isError: true }] },
    ],
  };
  expect(await model.call(failed, quiet, never)).toMatchObject({ stopReason: 'end_turn', blocks: [{ type: 'text' }] });
});

it('says so when the agent has nobody to hand over to', async () => {
  const turn = await createRulesModel(() => null).call({ ...request, tools: [] }, quiet, never);
  expect(turn.blocks).toEqual([{ type: 'text', text: expect.stringContaining('rules mode') as string }]);
});

it('throws AbortError when it is aborted', async () => {
  const call = createRulesModel(() => null).call(request, quiet, AbortSignal.abort());
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
