import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RunEvent } from '@/lib/domain/run-event';
import { queryKeys } from './query-keys';
import { followRunEvents } from './run-event-source';

interface Followed {
  runId: string | undefined;
  events: RunEvent[];
  connected: boolean;
}

const nothing: Followed = { runId: undefined, events: [], connected: false };

/** The events of a run so far, live. What they change elsewhere (the run, its conversation, the inbox) is reloaded. */
export function useRunEvents(runId: string | undefined): { events: RunEvent[]; connected: boolean; finished: boolean } {
  const client = useQueryClient();
  const [followed, setFollowed] = useState<Followed>(nothing);

  useEffect(() => {
    if (runId === undefined) return undefined;
    const change = (alter: (before: Followed) => Followed) =>
      setFollowed((before) => alter(before.runId === runId ? before : { ...nothing, runId }));
    return followRunEvents(runId, {
      onEvent: (event) => {
        change((before) => ({ ...before, events: append(before.events, event) }));
        for (const queryKey of changedBy(event, runId)) void client.invalidateQueries({ queryKey });
      },
      onConnection: (connected) => change((before) => ({ ...before, connected })),
    });
  }, [client, runId]);

  const current = followed.runId === runId ? followed : nothing;
  return { ...current, finished: current.events.at(-1)?.type === 'run.finished' };
}

/** Following again after a remount starts at the first event, which must not stand there twice. */
function append(events: RunEvent[], event: RunEvent): RunEvent[] {
  return event.seq <= (events.at(-1)?.seq ?? 0) ? events : [...events, event];
}

function changedBy(event: RunEvent, runId: string): (readonly string[])[] {
  switch (event.type) {
    case 'text.delta':
    case 'step.started':
    case 'tool.called':
      return [];
    case 'run.status':
    case 'step.finished':
    case 'execution.held':
    case 'tool.finished':
      return [queryKeys.run(runId)];
    case 'proposal.created':
    case 'proposal.decided':
    case 'execution.finished':
      return [queryKeys.run(runId), queryKeys.inbox, queryKeys.proposals];
    case 'run.finished':
      return [queryKeys.run(runId), queryKeys.inbox, queryKeys.proposals, queryKeys.conversations];
    // A server of a later release tells of more.
    default:
      return [queryKeys.run(runId)];
  }
}
