import { getApplication } from '@/lib/services/boot';

/** The agents of this deployment as people call them. */
export function agentNames(): { name: string; title: string }[] {
  return [...getApplication().registry.agents.values()].map(({ name, title }) => ({ name, title }));
}
