'use client';

import Link from 'next/link';
import { dollars } from '@/components/costs/dollars';
import { VisibleText } from '@/components/diff/visible-text';
import { runTone } from '@/components/run/run-tone';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useRuns } from '@/lib/api/client/use-run-trace';
import type { RunSummary } from '@/lib/api/contract/run';
import { DensityStrip } from './density-strip';
import { RunFilterBar } from './run-filter-bar';
import { useRunFilters } from './use-run-filters';

/** Every run, newest first: what an agent did, for whom and when. */
export function RunsScreen({ agents }: { agents: readonly { name: string; title: string }[] }) {
  const { filter, set } = useRunFilters();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRuns(filter);
  const runs = data?.pages.flatMap(({ items }) => items);
  const isTimed = filter.since !== undefined || filter.until !== undefined;
  return (
    <>
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="flex-1 text-title font-semibold">Runs</h1>
        {isTimed && (
          <Button size="small" onClick={() => set({ from: '', to: '' })}>
            At any time
          </Button>
        )}
      </header>
      <DensityStrip filter={filter} onChoose={(from, to) => set({ from, to })} />
      <RunFilterBar filter={filter} agents={agents} set={set} />
      {error && !runs && (
        <ErrorNotice error={error} what="The runs could not be loaded." onRetry={() => void refetch()} />
      )}
      {!runs && !error && <Skeleton className="h-80 w-full" />}
      {runs?.length === 0 && (
        <p role="status" className="text-small text-quiet">
          No run fits.
        </p>
      )}
      <ul aria-label="Runs" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {runs?.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Earlier runs
        </Button>
      )}
    </>
  );
}

function RunRow({ run: { id, message, status, agent, requester, createdAt, usage } }: { run: RunSummary }) {
  return (
    <li>
      <Link href={`/runs/${id}`} className="flex flex-col gap-1 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface">
        <span className="flex items-start gap-2">
          <span className="line-clamp-2 min-w-0 flex-1 text-small font-medium break-words">
            <VisibleText text={message.slice(0, 300)} />
          </span>
          <Badge tone={runTone(status)}>{status}</Badge>
        </span>
        <span className="flex flex-wrap gap-x-2 text-meta text-quiet tabular-nums">
          <Clock at={createdAt} />
          <span>
            <VisibleText text={requester.name} />
          </span>
          <span>{agent}</span>
          <span>{dollars(usage.costUsd)}</span>
        </span>
      </Link>
    </li>
  );
}
