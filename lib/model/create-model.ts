import type { Config } from '@/lib/config';
import type { ModelPort } from '@/lib/domain/model';
import { createAnthropicModel } from './anthropic';
import { createPriceTable } from './prices';

/** The model this deployment has a key for; null without one, when every run is answered by rules. */
export function createModel(
  config: Pick<Config, 'anthropicApiKey' | 'anthropicBaseUrl' | 'modelPrices'>,
): ModelPort | null {
  if (config.anthropicApiKey === undefined) return null;
  return createAnthropicModel({
    apiKey: config.anthropicApiKey,
    baseUrl: config.anthropicBaseUrl,
    prices: createPriceTable(config.modelPrices),
  });
}
