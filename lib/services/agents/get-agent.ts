import type { AgentView } from '@/lib/api/contract/agent';
import type { Agent } from '@/lib/domain/agent';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import type { Application } from '../application';
import { notFound } from '../not-found';

/** An agent and its settings in force. Throws `not_found`. */
export async function getAgent(app: Application, name: string): Promise<AgentView> {
  const agent = findAgent(app, name);
  const { version, limits, enabled } = await readAgentSettings(app.database.autocommit, agent);
  return { name, title: agent.title, version, limits, enabled, tools: agent.tools.map((tool) => tool.name) };
}

/** An agent of this deployment. Throws `not_found`. */
export function findAgent(app: Application, name: string): Agent {
  const agent = app.registry.agents.get(name);
  if (!agent) throw notFound('agent');
  return agent;
}
