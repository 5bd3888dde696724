import type { HaltAnswer } from '@/lib/api/contract/halt';

export type Halt = HaltAnswer['halts'][number];

/** What a halt holds, as the start of a sentence. */
export function haltedThing({ scope, name }: Halt): string {
  if (scope === 'all') return 'Everything';
  return scope === 'agent' ? `The agent ${name}` : `The tool ${name}`;
}

/** True when a halt holds this agent, or this tool where one is given. */
export function holds(halt: Halt, agent: string, tool?: string): boolean {
  if (halt.scope === 'all') return true;
  return halt.scope === 'agent' ? halt.name === agent : halt.name === tool;
}
