import type { Agent } from '@/lib/domain/agent';
import type { Tool } from '@/lib/domain/tool';

/** Every agent of a deployment and every tool they carry, found by name. */
export interface AgentRegistry {
  agents: ReadonlyMap<string, Agent>;
  tools: ReadonlyMap<string, Tool>;
}

/**
 * Builds the registry. A tool shared by agents must be the same definition everywhere, because policy is set per
 * tool name. Throws when two agents share a name, or two different tools do.
 */
export function createRegistry(agents: readonly Agent[]): AgentRegistry {
  const byName = new Map<string, Agent>();
  const tools = new Map<string, Tool>();
  for (const agent of agents) {
    if (byName.has(agent.name)) throw new Error(`Two agents are named "${agent.name}"; give one another name.`);
    byName.set(agent.name, agent);
    for (const tool of agent.tools) {
      const known = tools.get(tool.name);
      if (known && known !== tool) throw new Error(`Two different tools are named "${tool.name}"; rename one.`);
      tools.set(tool.name, tool);
    }
  }
  return { agents: byName, tools };
}
