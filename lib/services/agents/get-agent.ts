import type { AgentView } from '@/lib/api/contract/agent';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import type { Application } from '../application';
import { findAgent } from './find-agent';

/** An agent and its settings in force. Throws `not_found`. */
export async function getAgent(app: Application, agentName: string): Promise<AgentView> {
  const agent = await findAgent(app, app.database.autocommit, agentName);
  const { name, title, tools, registration } = agent;
  const { version, limits, trust, enabled } = await readAgentSettings(app.database.autocommit, agent);
  const view = { name, title, version, limits, trust, enabled, tools };
  if (!registration) return view;
  const { owner, purpose, revokedAt } = registration;
  return { ...view, owner, purpose, ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}) };
}
