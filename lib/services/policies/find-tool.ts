import { splitToolName } from '@/lib/domain/outside-agent';
import type { Tool } from '@/lib/domain/tool';
import { registeredTool } from '@/lib/tools/outside-tool';
import { readRegistration, readRegistrations } from '@/lib/store/outside/read-registration';
import type { Application } from '../application';
import { notFound } from '../not-found';

/**
 * A tool by the name its policy has: one of ours, or an outside agent's by its full name (`agent__tool`), or by its own
 * name while only one agent has such a tool. Throws `not_found`.
 */
export async function findPolicyTool(app: Application, name: string): Promise<Tool> {
  const found = app.registry.tools.get(name) ?? (await findByFullName(app, name)) ?? (await findByOwnName(app, name));
  if (!found) throw notFound('tool');
  return found;
}

async function findByFullName({ database }: Application, name: string): Promise<Tool | undefined> {
  const parts = splitToolName(name);
  const registration = parts && (await readRegistration(database.autocommit, parts.agent));
  const tool = registration?.tools.find((candidate) => candidate.name === parts?.tool);
  return registration && tool ? registeredTool(registration.agent, tool) : undefined;
}

async function findByOwnName({ database }: Application, name: string): Promise<Tool | undefined> {
  const registrations = await readRegistrations(database.autocommit);
  const named = registrations.flatMap(({ agent, tools }) =>
    tools.filter((tool) => tool.name === name).map((tool) => registeredTool(agent, tool)),
  );
  return named.length === 1 ? named[0] : undefined;
}
