import type { RunEvent } from '@/lib/domain/run-event';
import { readRunEvents } from '@/lib/store/run-events/read-run-events';
import type { Actor, Application } from '../application';
import { authoriseRunRead } from './authorise-run-read';

/** All events of a run after a sequence number, as they are now. Throws `not_found` like reading the run does. */
export async function listRunEvents(app: Application, actor: Actor, runId: string, after: number): Promise<RunEvent[]> {
  await authoriseRunRead(app, actor, runId);
  const all: RunEvent[] = [];
  for (;;) {
    const { events } = await readRunEvents(app.database, runId, all.at(-1)?.seq ?? after);
    if (events.length === 0) return all;
    all.push(...events);
  }
}
