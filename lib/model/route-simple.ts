import type { Agent } from '@/lib/domain/agent';
import { frontDoorOf } from '@/lib/domain/front-door';
import type { RunRecord } from '@/lib/domain/run-record';
import type { Routed } from './route-turn';

/**
 * The cheaper model for a run whose message the front door found simple, or null. Simple is a request of a kind that rules
 * are meant to answer by reading, also when they do not understand this very one. As soon as more comes of it than reads
 * that went well, the usual model goes on: a write, a refusal, or words that did not pass their check.
 */
export function routeSimple(record: RunRecord, agent: Agent, simple: string): Routed | null {
  const { intent, trust, steps } = record;
  if (!intent || (intent.path !== 'rules' && intent.path !== 'agent')) return null;
  const kind = frontDoorOf(agent.frontDoor, trust.frontDoor)?.intents.find(({ name }) => name === intent.intent);
  if (kind?.path !== 'rules' || !steps.every(isPlain)) return null;
  return { model: simple, why: `The front door found the message simple (${kind.name.replaceAll('_', ' ')}).` };
}

function isPlain({ calls, findings }: RunRecord['steps'][number]): boolean {
  return findings.length === 0 && calls.every(({ status, execution }) => status === 'succeeded' && execution === null);
}
