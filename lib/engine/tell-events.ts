import { faultOfEvent, type BusinessEvent, type TellEvent } from '@/lib/domain/business-event';
import type { Transaction } from '@/lib/domain/sql';
import type { EnginePorts } from './ports';

interface Telling {
  runId: string | null;
  agent: string;
  tool: string;
  /** What is being carried out: events of one execution told twice are one. */
  executionId: string;
}

interface Told {
  event: TellEvent;
  /** Keeps what was told, in the transaction that records the success it belongs to. */
  keep(transaction: Transaction): Promise<void>;
}

/**
 * Takes the business events of one execution. One that is undeclared or carries something else is a defect of the tool: it
 * throws where the deployment is strict, and is reported and dropped where people work with it.
 */
export function takeEvents(ports: EnginePorts, telling: Telling): Told {
  const { executionId, ...by } = telling;
  const events: BusinessEvent[] = [];
  return {
    event(name, data) {
      const fault = faultOfEvent(ports.agent(by.agent).events, name, data);
      if (fault === null) events.push({ id: `${executionId}:${events.length}`, source: 'tool', ...by, name, data });
      else if (ports.strictEvents) throw new Error(fault);
      else ports.report(new Error(fault), { tool: by.tool, ...(by.runId === null ? {} : { runId: by.runId }) });
    },
    async keep(transaction) {
      if (events.length > 0) await ports.store.insertBusinessEvents(transaction, events);
    },
  };
}
