import { onlyReads, type Agent } from '@/lib/domain/agent';
import type { ModelPort, ModelRequest } from '@/lib/domain/model';
import { createRulesModel } from './rules';

/** Rules mode for as long as its grammar covers the request and only reads; then the model, for the same request. */
export function createRulesFirstModel(agent: Agent, model: ModelPort): ModelPort {
  const portFor = (request: ModelRequest): ModelPort => {
    const blocks = agent.rules?.(request) ?? null;
    return blocks !== null && onlyReads(agent, blocks) ? createRulesModel(() => blocks) : model;
  };
  return {
    estimateCostUsd: (request) => portFor(request).estimateCostUsd(request),
    call: (request, onText, signal) => portFor(request).call(request, onText, signal),
  };
}
