import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import type { TracedEvent } from '@/lib/api/contract/run-trace';

const sources: Record<TracedEvent['source'], string> = {
  tool: 'told by',
  agent: 'told by the agent when the run ended',
  watcher: 'seen in what was said',
};

/** What was told of the business while the run went on, and what watchers found in its words. */
export function EventList({ events }: { events: readonly TracedEvent[] }) {
  if (events.length === 0) return null;
  return (
    <section id="events" aria-labelledby="events-title" tabIndex={-1} className="flex scroll-mt-16 flex-col gap-1">
      <h2 id="events-title" className="font-semibold">
        Business events
      </h2>
      <ul className="divide-y rounded-md ring-1 ring-line">
        {events.map(({ id, source, name, tool, data, at }) => (
          <li key={id} className="flex flex-col gap-1 px-3 py-2 text-small">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium break-all">
                <VisibleText text={name.replaceAll('_', ' ')} />
              </span>
              {source === 'watcher' && <Badge>watcher</Badge>}
              <span className="text-meta text-quiet">
                {sources[source]} {tool && <span className="font-mono break-all">{tool}</span>} · <Clock at={at} />
              </span>
            </p>
            <p className="font-mono text-meta break-words text-quiet">
              <VisibleText text={membersInWords(data)} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function membersInWords(data: TracedEvent['data']): string {
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  const members = Object.entries(data).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return members.length === 0 ? 'nothing was told with it' : members.join(' · ');
}
