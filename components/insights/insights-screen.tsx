'use client';

import { ErrorNotice } from '@/components/shell/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useFigures } from '@/lib/api/client/use-figures';
import type { FiguresAnswer } from '@/lib/api/contract/figures';
import { figureName } from '@/lib/domain/figures';
import { ChoiceBar } from './choice-bar';
import { EventCard } from './event-card';
import { FigureCard } from './figure-card';
import { ToolsTable } from './tools-table';
import { useFigureChoice } from './use-figure-choice';

/** What the agents did, as figures with their targets, each leading to the runs behind it. */
export function InsightsScreen() {
  const { choice, choose } = useFigureChoice();
  const { data, error, refetch } = useFigures(choice);
  return (
    <div className="relative h-full overflow-y-auto md:[scrollbar-gutter:stable]">
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-6">
        <header className="flex flex-col gap-2">
          <h1 className="text-title font-semibold">Insights</h1>
          <p className="text-small text-quiet">
            What the agents did, counted as it happens, by the time a run began (days in UTC). The shaded part of a
            chart is its target. Every point opens its runs.
          </p>
        </header>
        <ChoiceBar choice={choice} choose={choose} known={data?.known} />
        {error && <ErrorNotice error={error} what="The figures could not be loaded." onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton className="h-96 w-full" />}
        {data && <Figures answer={data} />}
      </div>
    </div>
  );
}

function Figures({ answer }: { answer: FiguresAnswer }) {
  return (
    <>
      {answer.waiting > 0 && (
        <p role="status" className="text-small text-quiet">
          {answer.waiting >= 10_000 ? 'More than 10,000' : answer.waiting.toLocaleString()} facts are still being
          counted.
        </p>
      )}
      <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {figureName.options.map((name) => (
          <FigureCard key={name} name={name} answer={answer} />
        ))}
      </div>
      {answer.tools.length > 0 && (
        <section aria-labelledby="tools" className="flex flex-col gap-3">
          <h2 id="tools" className="text-lead font-semibold">
            Tools
          </h2>
          <ToolsTable answer={answer} />
        </section>
      )}
      <section aria-labelledby="events" className="flex flex-col gap-3">
        <h2 id="events" className="text-lead font-semibold">
          Business events
        </h2>
        {answer.events.length === 0 && (
          <p className="text-small text-quiet">
            Nothing was told in this time. Tools tell events with <code>ctx.event()</code>; agents declare them.
          </p>
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {answer.events.map((event) => (
            <EventCard key={`${event.source}:${event.name}`} event={event} answer={answer} />
          ))}
        </div>
      </section>
    </>
  );
}
