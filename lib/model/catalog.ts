import type { Config } from '@/lib/config';
import type { Agent } from '@/lib/domain/agent';
import type { ModelPort, ModelPurpose, ModelRequest } from '@/lib/domain/model';
import type { RunRecord } from '@/lib/domain/run-record';
import type { ModelCatalog, ModelChoice } from '@/lib/engine/ports';
import { createModel } from './create-model';
import { createPriceTable, type PriceTable } from './prices';
import { routeSimple } from './route-simple';
import { routeTurn } from './route-turn';
import { createRulesModel, rulesTurn } from './rules';
import { createRulesFirstModel } from './rules-first';

/**
 * Who answers: the model of the purpose, the agent's own before the deployment's, or the agent's rules when the run asks
 * for them, when no key is configured, or when an outage outlasts everything else.
 */
export function createModelCatalog(config: Config): ModelCatalog {
  const port = createModel(config);
  const prices = createPriceTable(config.modelPrices);
  return {
    choose(record: RunRecord, agent: Agent, purpose: ModelPurpose): ModelChoice {
      // What rules began in an outage they go on with: the model would have to be asked in vain before every step.
      const isRulesFirst = purpose === 'act' && isForRules(record);
      const begunByRules = record.steps.at(-1)?.model === 'rules' && !isRulesFirst;
      if (port === null || record.route === 'rules' || begunByRules) {
        return { model: 'rules', port: createRulesModel(agent.rules ?? (() => null)) };
      }
      const model = record.trust.models[purpose] ?? config.models[purpose];
      if (purpose !== 'act') return withStandIn(record, { model, port });
      const choice = act(record, agent, model, port, prices);
      if (!isRulesFirst) return withStandIn(record, choice);
      return withStandIn(record, { ...choice, port: createRulesFirstModel(agent, port) });
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

function act(record: RunRecord, agent: Agent, usual: string, port: ModelPort, prices: PriceTable): ModelChoice {
  const { actSimple } = record.trust.models;
  if (actSimple === null || actSimple === usual) return { model: usual, port };
  const routed = routeSimple(record, agent, actSimple) ?? routeTurn(record, usual, actSimple, prices);
  return routed ? { ...routed, port, standIn: { model: usual, port } } : { model: usual, port };
}

/** The agent's fallback model stands behind all others. */
function withStandIn(record: RunRecord, choice: ModelChoice): ModelChoice {
  const { fallbackModel } = record.trust.models;
  if (fallbackModel === null || fallbackModel === choice.model) return choice;
  if (choice.standIn) return { ...choice, standIn: withStandIn(record, choice.standIn) };
  const why = `${choice.model} did not answer, so ${fallbackModel} stood in for it.`;
  return { ...choice, standIn: { model: fallbackModel, port: choice.port, why } };
}
