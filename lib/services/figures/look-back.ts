import { faultOfEvent, type BusinessEvent, type EndedRun } from '@/lib/domain/business-event';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { TrustSettings } from '@/lib/domain/trust';
import { watcherOf } from '@/lib/gate/text-watcher';
import { insertBusinessEvents } from '@/lib/store/business-events/insert-business-events';
import type { Application } from '../application';
import { log } from '../log';

interface Row extends EndedRun {
  agent: string;
  trust: Partial<TrustSettings>;
}

/**
 * Tells what can be told of runs only once they have ended: how often their reply matched each watcher of texts, and what
 * their agent tells when it looks back. A defect in either is logged and costs nothing but its event.
 */
export async function lookBack(app: Application, transaction: Transaction, runIds: readonly string[]): Promise<void> {
  const runs = await transaction.query<Row>(sql`
    select r.id, r.agent, r.trust, r.status, r.reason, r.reply,
           array(select c.name from tool_call c where c.run_id = r.id and c.status = 'succeeded'
                 order by c.step_index, c.index) as calls
    from run r where r.id = any(${runIds})`);
  const events = runs.flatMap((run) => [...watched(run), ...told(app, run)]);
  if (events.length > 0) await insertBusinessEvents(transaction, events);
}

function watched({ id, agent, trust, status, reply }: Row): BusinessEvent[] {
  // What an escalated run answers is our own sentence.
  if (status !== 'succeeded' || reply === null) return [];
  return Object.entries(trust.watchers ?? {}).flatMap(([name, pattern]): BusinessEvent[] => {
    try {
      const data = { matches: watcherOf(pattern)(reply) };
      return [{ id: `${id}:watch:${name}`, source: 'watcher', runId: id, agent, tool: null, name, data }];
    } catch (error) {
      log.error({ err: error, runId: id, watcher: name }, 'A text watcher failed');
      return [];
    }
  });
}

function told({ registry }: Application, run: Row): BusinessEvent[] {
  const agent = registry.agents.get(run.agent);
  const events: BusinessEvent[] = [];
  const keep = (name: string, data: BusinessEvent['data']) => {
    const fault = faultOfEvent(agent?.events, name, data);
    if (fault !== null) throw new Error(fault);
    const id = `${run.id}:end:${events.length}`;
    events.push({ id, source: 'agent', runId: run.id, agent: run.agent, tool: null, name, data });
  };
  try {
    agent?.lookBack?.(run, keep);
  } catch (error) {
    log.error({ err: error, runId: run.id, agent: run.agent }, 'An agent failed to look back');
  }
  return events;
}
