import { expect, it } from 'vitest';
import { readConfig } from '@/lib/config';
import { modelPurpose } from '@/lib/domain/model';
import { trustSettings } from '@/lib/domain/trust';
import { runRecord } from '@/lib/testing/run-records';
import { createModelCatalog } from './catalog';

const agent = { name: 'test', title: 'Test', instructions: '', tools: [], limits: runRecord().limits };
const { choose } = createModelCatalog(readConfig({ ANTHROPIC_API_KEY: 'test' }));

it.each(modelPurpose.options)('has the agent’s fallback model stand in for whoever is asked to %s', (purpose) => {
  const trust = trustSettings.parse({ models: { [purpose]: 'usual', fallbackModel: 'spare' } });
  expect(choose(runRecord({ trust }), agent, purpose)).toMatchObject({ model: 'usual', standIn: { model: 'spare' } });
  expect(choose(runRecord(), agent, purpose).standIn).toBeUndefined();
});
