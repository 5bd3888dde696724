import { afterEach, describe, expect, it } from 'vitest';
import type { ModelPort, ModelRequest } from '@/lib/domain/model';
import { serveBody } from '@/lib/testing/serve-body';
import {
  startScriptedModelServer,
  type ModelScript,
  type ScriptedModelServer,
} from '@/lib/testing/scripted-model-server';
import { createAnthropicModel } from './anthropic';
import { createPriceTable } from './prices';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scripted(script: ModelScript): Promise<{ model: ModelPort; server: ScriptedModelServer }> {
  const server = await startScriptedModelServer(script);
  closing.push(() => server.close());
  const prices = createPriceTable();
  return { server, model: createAnthropicModel({ apiKey: 'key', baseUrl: server.url, prices, silenceMs: 10_000 }) };
}

const never = new AbortController().signal;
const quiet = () => undefined;
const request: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'You help.',
  tools: [
    { name: 'first', description: 'First.', inputSchema: { type: 'object', properties: {} } },
    { name: 'second', description: 'Second.', inputSchema: { type: 'object', properties: {} } },
  ],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
  maxTokens: 100,
};

describe('createAnthropicModel', () => {
  it('returns text as it streams, the raw input of each call, the counts and the cost', async () => {
    const { model } = await scripted(() => ({
      blocks: [
        { type: 'text', text: 'Let me look — one moment, please.' },
        { type: 'tool_use', id: 'a', name: 'first', inputText: '{"n": 12345678901234567890, "n": 1}' },
        { type: 'tool_use', id: 'b', name: 'second', inputText: '' },
      ],
      usage: { inputTokens: 1000, outputTokens: 100 },
    }));
    const pieces: string[] = [];
    const turn = await model.call(request, (text) => pieces.push(text), never);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('Let me look — one moment, please.');
    expect(turn.blocks.slice(1)).toEqual([
      { type: 'tool_use', id: 'a', name: 'first', inputText: '{"n": 12345678901234567890, "n": 1}' },
      { type: 'tool_use', id: 'b', name: 'second', inputText: '{}' },
    ]);
    expect(turn).toMatchObject({ model: 'claude-sonnet-5-5', stopReason: 'tool_use', costUsd: 0.003 });
    expect(turn.usage).toEqual({ inputTokens: 1000, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 });
  });

  it('sends results before notes, thinking as received, and a breakpoint after all of it', async () => {
    const { model, server } = await scripted(() => ({ text: 'Done.' }));
    await model.call(
      {
        ...request,
        messages: [
          ...request.messages,
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm.', signature: 'signed' },
              { type: 'text', text: ' ' },
              { type: 'tool_use', id: 'a', name: 'first', inputText: '{"x":1}' },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'A note.' },
              { type: 'tool_result', toolUseId: 'a', content: 'No such order', isError: true },
            ],
          },
        ],
      },
      quiet,
      never,
    );
    const [sent] = server.requests;
    expect(sent?.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'signed' },
          { type: 'tool_use', id: 'a', name: 'first', input: { x: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'No such order', is_error: true },
          { type: 'text', text: 'A note.', cache_control: { type: 'ephemeral' } },
        ],
      },
    ]);
    expect(JSON.stringify(sent).match(/cache_control/g)).toHaveLength(4);
    expect(sent?.system).toMatchObject([{ cache_control: { type: 'ephemeral' } }]);
    expect(sent?.tools?.[1]).toMatchObject({ name: 'second', cache_control: { type: 'ephemeral' } });
  });

  it.each([
    [400, 'rejected'],
    [401, 'rejected'],
    [402, 'rejected'],
    [403, 'rejected'],
    [404, 'rejected'],
    [413, 'rejected'],
    [408, 'unavailable'],
    [409, 'unavailable'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [529, 'unavailable'],
  ])('calls status %i %s, and tries once only', async (status, kind) => {
    const { model, server } = await scripted(() => ({ status }));
    await expect(model.call(request, quiet, never)).rejects.toMatchObject({ name: 'ModelError', kind });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after-ms': '1500' }, 1.5],
    [{}, undefined],
    [{ 'retry-after': 'soon' }, undefined],
  ])('passes on how long to wait: %j', async (headers, seconds) => {
    const { model } = await scripted(() => ({ status: 429, headers: headers as Record<string, string> }));
    await expect(model.call(request, quiet, never)).rejects.toMatchObject({ retryAfterSeconds: seconds });
  });

  it.each([
    ['two calls of one id', { toolUses: ['x', 'x'].map((id) => ({ name: 'first', input: {}, id })) }],
    ['a stop reason nobody knows', { text: 'Hm', stopReason: 'bored' }],
    ['input that is not JSON', { blocks: [{ type: 'tool_use' as const, id: 'a', name: 'first', inputText: '{"a":' }] }],
    ['input that is no object', { blocks: [{ type: 'tool_use' as const, id: 'a', name: 'first', inputText: '[1]' }] }],
  ])('refuses %s as malformed, and says what it cost', async (_what, turn) => {
    const { model } = await scripted(() => ({ ...turn, usage: { inputTokens: 500_000, outputTokens: 0 } }));
    await expect(model.call(request, quiet, never)).rejects.toMatchObject({ kind: 'malformed', costUsd: 1 });
  });

  it.each([
    ['stop_sequence', 'end_turn'],
    ['max_tokens', 'max_tokens'],
    ['model_context_window_exceeded', 'max_tokens'],
    ['refusal', 'refusal'],
    ['pause_turn', 'pause_turn'],
  ])('maps the stop reason %s to %s', async (stopReason, mapped) => {
    const { model } = await scripted(() => ({ text: 'So', stopReason }));
    await expect(model.call(request, quiet, never)).resolves.toMatchObject({ stopReason: mapped });
  });

  it('is unavailable when the connection breaks, is refused, or falls silent', async () => {
    const cut = await scripted(() => ({ text: 'A long enough answer to cut', cutAfterEvents: 4 }));
    await expect(cut.model.call(request, quiet, never)).rejects.toMatchObject({ kind: 'unavailable' });
    await cut.server.close();
    await expect(cut.model.call(request, quiet, never)).rejects.toMatchObject({ kind: 'unavailable' });
    const silent = await serveBody({
      status: 200,
      contentType: 'text/event-stream',
      body: 'event: ping\ndata: {"type":"ping"}\n\n',
      chunkBytes: 100,
      hang: true,
    });
    closing.push(silent.close);
    const model = createAnthropicModel({
      apiKey: 'key',
      baseUrl: silent.url,
      prices: createPriceTable(),
      silenceMs: 50,
    });
    await expect(model.call(request, quiet, never)).rejects.toThrow(/sent nothing for 0.05 seconds/);
  });

  it('throws AbortError when the caller aborts, before or in mid-stream', async () => {
    const { model } = await scripted(() => ({ text: 'word '.repeat(50), delayPerDeltaMs: 20 }));
    await expect(model.call(request, quiet, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const controller = new AbortController();
    const call = model.call(request, () => controller.abort(), controller.signal);
    // What the wire told before it ended is charged: 100 tokens in, the first one out.
    const usage = { inputTokens: 100, outputTokens: 1 };
    await expect(call).rejects.toMatchObject({ name: 'AbortError', usage, costUsd: 0.00021 });
  });

  it('knows a call of a tool that the token limit cut off from one that is malformed', async () => {
    const block = { type: 'tool_use' as const, id: 'a', name: 'first', inputText: '{"a":' };
    const { model } = await scripted(() => ({ blocks: [block], stopReason: 'max_tokens' }));
    await expect(model.call(request, quiet, never)).rejects.toMatchObject({ kind: 'cut_off' });
  });

  it("lets a fault of the caller's own listener through as it is", async () => {
    const { model } = await scripted(() => ({ text: 'Hello' }));
    const fault = new Error('disk full');
    const listener = () => {
      throw fault;
    };
    await expect(model.call(request, listener, never)).rejects.toBe(fault);
  });

  it('does not show the key in an error, not even when the provider quotes it', async () => {
    const apiKey = 'sk-ant-of-this-test';
    const error = { type: 'authentication_error', message: `no such key: ${apiKey}` };
    const server = await startScriptedModelServer(() => ({ status: 401, body: { type: 'error', error } }));
    closing.push(() => server.close());
    const model = createAnthropicModel({ apiKey, baseUrl: server.url, prices: createPriceTable() });
    const refused = model.call(request, quiet, never);
    await expect(refused).rejects.toThrow(/answered 401 \(authentication_error: no such key: \[secret\]\)/);
  });

  it('does not show the key in an error that says what to check', async () => {
    const { model } = await scripted(() => ({ status: 401 }));
    const error: unknown = await model.call(request, quiet, never).catch((reason: unknown) => reason);
    expect((error as Error).message).toMatch(/answered 401 .*ANTHROPIC_API_KEY/);
    expect(JSON.stringify(error) + String(error)).not.toContain('"key"');
  });
});
