import { createRegistry, type AgentRegistry } from '@/lib/tools/registry';
import { retailAgent } from './retail/agent';

/** Every agent of this deployment that runs here; a deployment's own agents join the list beside the sample. */
export function agentsOf({ sample }: { sample: boolean }): AgentRegistry {
  return createRegistry(sample ? [retailAgent] : []);
}
