import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { useMisses } from '@/lib/api/client/use-knowledge';
import type { MissView } from '@/lib/api/contract/knowledge';

/** What agents looked for in vain, each with the way to answer it. */
export function MissList() {
  const { data: misses, error, refetch } = useMisses();
  return (
    <section aria-labelledby="misses" className="flex flex-col gap-2">
      <div>
        <h2 id="misses" className="font-semibold">
          Asked, but not answered
        </h2>
        <p className="text-small text-quiet">
          Looked for in the last 30 days without finding anything. It goes from this list when an article answers it.
        </p>
      </div>
      {error && !misses && (
        <ErrorNotice error={error} what="The questions could not be loaded." onRetry={() => void refetch()} />
      )}
      {misses?.length === 0 && <p className="text-small text-quiet">Nothing was asked in vain.</p>}
      <ul aria-label="Asked, but not answered" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {misses?.map((miss) => (
          <Miss key={`${miss.agent} ${miss.query}`} miss={miss} />
        ))}
      </ul>
    </section>
  );
}

function Miss({ miss: { query, agent, count, lastAt, lastRunId } }: { miss: MissView }) {
  return (
    <li className="flex flex-wrap items-center gap-2 px-3 py-2.5 text-small">
      <p className="min-w-0 flex-1 break-words max-md:basis-full">
        <span className="font-medium">
          <VisibleText text={query} />
        </span>{' '}
        <span className="text-quiet">
          {count === 1 ? 'once' : `${count} times`} by {agent}, last <Ago at={lastAt} />
        </span>
      </p>
      {lastRunId && (
        <Button asChild size="small" look="quiet">
          <Link href={`/runs/${lastRunId}`}>Run</Link>
        </Button>
      )}
      <Button asChild size="small">
        <Link href={`/settings/new-article?title=${encodeURIComponent(query.slice(0, 200))}`}>Write an article</Link>
      </Button>
    </li>
  );
}
