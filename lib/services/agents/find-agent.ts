import type { Agent } from '@/lib/domain/agent';
import { defaultRunLimits } from '@/lib/domain/run';
import type { Transaction } from '@/lib/domain/sql';
import { readRegistration, type RegisteredAgent } from '@/lib/store/outside/read-registration';
import type { Application } from '../application';
import { notFound } from '../not-found';

/** What settings need to know of an agent, ours or an outside one, which then has its registration. */
export interface KnownAgent extends Pick<Agent, 'name' | 'title' | 'limits' | 'trust' | 'frontDoor'> {
  tools: string[];
  registration: RegisteredAgent | null;
}

/** An agent of this deployment, or one registered from outside. Throws `not_found`. */
export async function findAgent(app: Application, transaction: Transaction, name: string): Promise<KnownAgent> {
  const ours = app.registry.agents.get(name);
  if (ours) return { ...ours, tools: ours.tools.map((tool) => tool.name), registration: null };
  const registration = await readRegistration(transaction, name);
  if (!registration) throw notFound('agent');
  return asKnown(registration);
}

/** An outside agent as settings know it. */
export function asKnown(registration: RegisteredAgent): KnownAgent {
  const { agent: name, tools } = registration;
  return { name, title: name, limits: defaultRunLimits, tools: tools.map((tool) => tool.name), registration };
}
