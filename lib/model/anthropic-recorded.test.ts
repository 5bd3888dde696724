import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ModelBlock, ModelTurn } from '@/lib/domain/model';
import { serveBody, type ServedBody } from '@/lib/testing/serve-body';
import { describeWithCases } from '@/tests/support/cases';
import { createAccumulator } from './accumulate';
import { createAnthropicModel } from './anthropic';
import { createPriceTable } from './prices';
import { parseStreamEvent } from './stream-events';

interface RecordedStream {
  id: string;
  events: { type: string }[];
  expected: { message_starts: number; stop_reason: string; blocks: Record<string, unknown>[] };
}
interface ErrorCase {
  id: string;
  status: number;
  body?: string;
  sse?: string;
  sse_prefix_fixture?: string;
}

const request = {
  model: 'claude-sonnet-5-5',
  system: '',
  tools: [],
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello' }] }],
  maxTokens: 100,
};

const frame = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

async function call(answer: Omit<ServedBody, 'contentType'>): Promise<{ turn: ModelTurn; streamed: string }> {
  const contentType = answer.status === 200 ? 'text/event-stream' : 'application/json';
  const server = await serveBody({ ...answer, contentType });
  const model = createAnthropicModel({ apiKey: 'key', baseUrl: server.url, prices: createPriceTable() });
  let streamed = '';
  try {
    const turn = await model.call(request, (text) => (streamed += text), new AbortController().signal);
    return { turn, streamed };
  } finally {
    await server.close();
  }
}

/** A block as the recordings' expectations write it, which leave out what they do not judge. */
function asExpected(block: ModelBlock): Record<string, unknown> {
  if (block.type === 'text') return { type: 'text', text: block.text };
  if (block.type === 'thinking') return { type: 'thinking' };
  if (block.type === 'tool_use') {
    return { type: 'tool_use', id: block.id, name: block.name, input: JSON.parse(block.inputText) as unknown };
  }
  const { type, id, name, input } = block.value as Record<string, unknown>;
  return input === undefined ? { type } : { type, id, name, input };
}

describeWithCases('anthropic/streams.jsonl', 'the recorded streams, over a socket and the real client', (path) => {
  const streams = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordedStream);
  const whole = streams.filter(({ id }) => id !== 'spliced-message-start');

  it('are the sixteen', () => expect(streams).toHaveLength(16));

  it.each([1, 7, 1 << 20])('come to their expected blocks in chunks of %i bytes', { timeout: 60_000 }, async (size) => {
    for (const { id, events, expected } of whole) {
      const { turn, streamed } = await call({ status: 200, body: events.map(frame).join(''), chunkBytes: size });
      expect(turn.blocks.map(asExpected), id).toEqual(expected.blocks);
      expect(turn.stopReason, id).toBe(expected.stop_reason);
      const texts = expected.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
      expect(streamed, id).toBe(texts.join(''));
    }
  });

  it.each([1, 7, 1 << 20])('do not yield a turn with an unfinished call, in chunks of %i bytes', async (chunkBytes) => {
    const spliced = streams.find(({ id }) => id === 'spliced-message-start');
    const body = spliced?.events.map(frame).join('') ?? '';
    await expect(call({ status: 200, body, chunkBytes })).rejects.toMatchObject({
      name: 'ModelError',
      kind: 'malformed',
    });
  });

  it('keep what a splice carried, and tell the unfinished block from the finished ones', () => {
    for (const { id, events, expected } of streams) {
      const accumulator = createAccumulator();
      for (const event of events) {
        const parsed = parseStreamEvent(JSON.stringify(event));
        if (parsed && parsed.type !== 'error') accumulator.add(parsed);
      }
      const message = accumulator.message();
      expect(message.messageStarts, id).toBe(expected.message_starts);
      expect(message.stopReason, id).toBe(expected.stop_reason);
      const blocks = message.blocks.map(({ block, finished }) =>
        finished || block.type !== 'tool_use'
          ? asExpected(block)
          : { type: 'tool_use', id: block.id, name: block.name, input_invalid_json: block.inputText },
      );
      expect(blocks, id).toEqual(expected.blocks);
    }
  });

  it('cut after any event yield an error and never a turn', { timeout: 60_000 }, async () => {
    const short = whole.filter(({ events, expected }) => events.length < 20 && expected.message_starts === 1);
    for (const { events } of short) {
      for (let kept = 0; kept < events.length; kept += 1) {
        const body = events.slice(0, kept).map(frame).join('');
        await expect(call({ status: 200, body, chunkBytes: 1 << 20 })).rejects.toMatchObject({ kind: 'unavailable' });
      }
    }
  });

  const errors = JSON.parse(readFileSync(join(path, '../error-cases.json'), 'utf8')) as ErrorCase[];
  it.each(errors)('error case $id is worth another try', async ({ status, body, sse, sse_prefix_fixture: prefix }) => {
    const beginnings = prefix ? whole.map(({ events }) => events.slice(0, 3).map(frame).join('')) : [''];
    for (const beginning of beginnings) {
      const answer = { status, body: beginning + (body ?? sse ?? ''), chunkBytes: 7 };
      const error: unknown = await call(answer).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'ModelError', kind: 'unavailable' });
      expect((error as Error).message).toMatch(/overloaded_error|test error/);
    }
  });
});
