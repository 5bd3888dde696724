import type { AgentView } from '@/lib/api/contract/agent';
import { sql } from '@/lib/domain/sql';
import { defaultTrust } from '@/lib/domain/trust';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import { findPeople } from '@/lib/store/users/find-people';
import type { Application } from '../application';
import { findAgent, type KnownAgent } from './find-agent';

/** An agent and its settings in force. Throws `not_found`. */
export async function getAgent(app: Application, agentName: string): Promise<AgentView> {
  const agent = await findAgent(app, app.database.autocommit, agentName);
  const { name, title, tools, registration } = agent;
  const { version, limits, trust, enabled } = await readAgentSettings(app.database.autocommit, agent);
  const saved = await readSaver(app, name, version);
  const view = { name, title, version, limits, trust, enabled, tools, defaults: defaultsOf(agent), ...saved };
  if (!registration) return view;
  const { owner, purpose, revokedAt } = registration;
  return { ...view, owner, purpose, ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}) };
}

function defaultsOf({ limits, trust, frontDoor }: KnownAgent): AgentView['defaults'] {
  const own = frontDoor ? { scope: frontDoor.scope, intents: frontDoor.intents } : null;
  return { limits, trust: trust ?? defaultTrust, frontDoor: own };
}

async function readSaver({ database }: Application, agent: string, version: number) {
  const [row] = await database.query<{ authorId: string; createdAt: Date }>(sql`
    select author_id, created_at from agent_version where agent = ${agent} and version = ${version}`);
  if (!row) return {};
  const personOf = await findPeople(database, [row.authorId]);
  const author = personOf(row.authorId) ?? { id: row.authorId, name: row.authorId };
  return { author, createdAt: row.createdAt.toISOString() };
}
