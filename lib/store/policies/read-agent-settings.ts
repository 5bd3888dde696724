import type { Agent } from '@/lib/domain/agent';
import type { RunLimits } from '@/lib/domain/run';
import { defaultTrust, trustSettings, type TrustSettings } from '@/lib/domain/trust';
import { sql, type Transaction } from '@/lib/domain/sql';

export interface AgentSettings {
  version: number;
  limits: RunLimits;
  trust: TrustSettings;
  enabled: boolean;
}

/** What an admin set for an agent; version 1 is its code's own until someone saves. */
export async function readAgentSettings(
  transaction: Transaction,
  agent: Pick<Agent, 'name' | 'limits' | 'trust'>,
): Promise<AgentSettings> {
  const [row] = await transaction.query<AgentSettings>(sql`
    select version, limits, trust, enabled from agent_settings where agent = ${agent.name}`);
  if (row) return { ...row, trust: trustSettings.parse(row.trust) };
  return { version: 1, limits: agent.limits, trust: agent.trust ?? defaultTrust, enabled: true };
}
