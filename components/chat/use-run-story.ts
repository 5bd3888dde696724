'use client';

import { useMemo, useState } from 'react';
import { useRunEventList } from '@/lib/api/client/use-run-event-list';
import { useRunEvents } from '@/lib/api/client/use-run-events';
import type { RunSummary } from '@/lib/api/contract/run';
import { runTransitions } from '@/lib/domain/run';
import { isTerminal } from '@/lib/domain/transition';
import { tellRun, type RunStory } from './run-story';

/** What happened in a run so far; undefined until the first answer. `live` follows it as it happens. */
export function useRunStory(run: RunSummary, live: boolean): RunStory | undefined {
  const followed = useRunEvents(live ? run.id : undefined).events;
  const listed = useRunEventList(live ? undefined : run.id, isTerminal(runTransitions, run.status)).data;
  const events = live ? followed : (listed ?? []);
  // Changing from one source to the other must not take away for a moment what was drawn.
  const [kept, setKept] = useState(events);
  if (events.length > kept.length) setKept(events);
  const most = events.length > kept.length ? events : kept;
  return useMemo(() => (most.length === 0 ? undefined : tellRun(most)), [most]);
}
