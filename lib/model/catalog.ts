import type { Config } from '@/lib/config';
import type { Agent } from '@/lib/domain/agent';
import type { ModelPurpose, ModelRequest } from '@/lib/domain/model';
import type { RunRecord } from '@/lib/domain/run-record';
import type { ModelCatalog, ModelChoice } from '@/lib/engine/ports';
import { createModel } from './create-model';
import { createRulesModel, rulesTurn } from './rules';
import { createRulesFirstModel } from './rules-first';

/**
 * Who answers: the configured model, or the agent's rules when the run asks for them, when no key is configured, or
 * when an outage outlasts the retries.
 */
export function createModelCatalog(config: Config): ModelCatalog {
  const model = createModel(config);
  return {
    choose(record: RunRecord, agent: Agent, purpose: ModelPurpose): ModelChoice {
      const name = record.trust.models[purpose] ?? config.models[purpose];
      if (model !== null && purpose === 'act' && isForRules(record)) {
        return { model: name, port: createRulesFirstModel(agent, model) };
      }
      // What rules began in an outage they go on with: the model would have to be asked in vain before every step.
      const begunByRules = record.steps.at(-1)?.model === 'rules';
      if (model === null || record.route === 'rules' || begunByRules) {
        return { model: 'rules', port: createRulesModel(agent.rules ?? (() => null)) };
      }
      return { model: name, port: model };
    },
    fallback(request: ModelRequest, agent: Agent) {
      const blocks = agent.rules?.(request) ?? null;
      return blocks === null ? null : rulesTurn(blocks);
    },
  };
}

/** The front door found it simple, and the model has not taken over since. */
function isForRules({ intent, steps }: RunRecord): boolean {
  return intent?.path === 'rules' && steps.every((step) => step.model === 'rules');
}
