import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '@/lib/domain/model';
import { createPriceTable, estimateInputTokens } from './prices';

const million = { inputTokens: 1e6, outputTokens: 1e6, cacheReadTokens: 1e6, cacheWriteTokens: 1e6 };
const none = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
const request: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'x'.repeat(25_000),
  tools: [],
  messages: [],
  maxTokens: 64_000,
};

describe('createPriceTable', () => {
  const { costUsd, estimateCostUsd } = createPriceTable();

  it.each([
    ['claude-sonnet-5-5', 2 + 10 + 0.1 + 2.5],
    ['claude-opus-5-5', 4 + 20 + 0.2 + 5],
    ['claude-haiku-4-5-20251001', 1 + 5 + 0.1 + 1.25],
    ['a model nobody listed', 10 + 50 + 1 + 12.5],
  ])('knows what a million tokens of each kind cost with %s', (model, dollars) => {
    expect(costUsd(million, model)).toBeCloseTo(dollars, 10);
  });

  it('charges a long prompt of Haiku 5.5 its own prices', () => {
    const model = 'claude-haiku-5-5';
    expect(costUsd({ ...none, inputTokens: 100_000, outputTokens: 1000 }, model)).toBeCloseTo(0.0105, 10);
    expect(costUsd({ ...none, inputTokens: 1, cacheReadTokens: 100_000 }, model)).toBeCloseTo(0.0050005, 10);
  });

  it('takes overrides, cache prices guessed from the input price, and lets them be the dearest', () => {
    const table = createPriceTable({
      mine: { input: 100, output: 200 },
      'claude-sonnet-5-5': { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 },
    });
    expect(table.costUsd(million, 'mine')).toBeCloseTo(100 + 200 + 10 + 125, 10);
    expect(table.costUsd(million, 'claude-sonnet-5-5')).toBeCloseTo(2, 10);
    expect(table.costUsd(million, 'unknown')).toBeCloseTo(435, 10);
  });

  it('estimates from the bytes of the input and an ordinary answer, not the whole token limit', () => {
    const tokens = estimateInputTokens(request);
    expect(tokens).toBeGreaterThan(10_000);
    expect(tokens).toBeLessThan(10_100);
    expect(estimateCostUsd(request)).toBeCloseTo((tokens * 2.5 + 1024 * 10) / 1e6, 10);
    expect(estimateCostUsd({ ...request, maxTokens: 100 })).toBeCloseTo((tokens * 2.5 + 100 * 10) / 1e6, 10);
  });
});
