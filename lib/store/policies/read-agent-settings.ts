import type { Agent } from '@/lib/domain/agent';
import type { RunLimits } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';

export interface AgentSettings {
  version: number;
  limits: RunLimits;
  enabled: boolean;
}

/** What an admin set for an agent; version 1 is its code's own until someone saves. */
export async function readAgentSettings(
  transaction: Transaction,
  agent: Pick<Agent, 'name' | 'limits'>,
): Promise<AgentSettings> {
  const [row] = await transaction.query<AgentSettings>(sql`
    select version, limits, enabled from agent_settings where agent = ${agent.name}`);
  return row ?? { version: 1, limits: agent.limits, enabled: true };
}
