import type { OutsideAgentList } from '@/lib/api/contract/outside-agent';
import { fullToolName } from '@/lib/domain/outside-agent';
import { readRegistrations } from '@/lib/store/outside/read-registration';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import { asKnown } from '../agents/find-agent';
import type { Application } from '../application';

/** Every outside agent as it is registered now, by name. */
export async function listOutsideAgents({ database }: Application): Promise<OutsideAgentList> {
  const registrations = await readRegistrations(database.autocommit);
  const items = registrations.map(async (registration) => {
    const { agent, owner, purpose, tools, registeredAt, revokedAt } = registration;
    const { version, enabled } = await readAgentSettings(database.autocommit, asKnown(registration));
    return {
      name: agent,
      version,
      owner,
      purpose,
      tools: tools.map((tool) => fullToolName(agent, tool.name)),
      enabled,
      registeredAt: registeredAt.toISOString(),
      ...(revokedAt ? { revokedAt: revokedAt.toISOString() } : {}),
    };
  });
  return { items: await Promise.all(items) };
}
