import { expect, it } from 'vitest';
import { readConfig } from '@/lib/config';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { createModel } from './create-model';

it('is nobody without a key', () => {
  expect(createModel(readConfig({}))).toBeNull();
});

it('calls the configured address with the configured prices', async () => {
  const server = await startScriptedModelServer(() => ({ text: 'Hello', usage: { inputTokens: 10, outputTokens: 0 } }));
  try {
    const model = createModel(
      readConfig({
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: server.url,
        MODEL_PRICES: '{"mine":{"input":100000,"output":0}}',
      }),
    );
    const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello' }] }];
    const request = { model: 'mine', system: '', tools: [], messages, maxTokens: 10 };
    const turn = await model?.call(request, () => undefined, new AbortController().signal);
    expect(turn).toMatchObject({ costUsd: 1, blocks: [{ type: 'text', text: 'Hello' }] });
  } finally {
    await server.close();
  }
});
