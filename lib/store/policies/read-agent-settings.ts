import type { Agent } from '@/lib/domain/agent';
import type { AgentSettings } from '@/lib/domain/agent-settings';
import { defaultTrust, trustSettings } from '@/lib/domain/trust';
import { sql, type Transaction } from '@/lib/domain/sql';

interface VersionedSettings extends AgentSettings {
  version: number;
}

/** What an admin set for an agent; version 1 is its code's own until someone saves. */
export async function readAgentSettings(
  transaction: Transaction,
  agent: Pick<Agent, 'name' | 'limits' | 'trust'>,
): Promise<VersionedSettings> {
  const [row] = await transaction.query<VersionedSettings>(sql`
    select version, limits, trust, enabled from agent_settings where agent = ${agent.name}`);
  if (row) return { ...row, trust: trustSettings.parse(row.trust) };
  return { version: 1, limits: agent.limits, trust: agent.trust ?? defaultTrust, enabled: true };
}
