'use client';

import { useState } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { Select } from '@/components/ui/text-box';
import { useReviewing } from '@/lib/api/client/use-reviewing';
import { ReviewingTable } from './reviewing-table';

const periods = [7, 30, 90];

/** How people review: how long they look, how soon they decide, and what they decide. */
export function ReviewingScreen({ everybody }: { everybody: boolean }) {
  const [days, setDays] = useState(30);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useReviewing(days);
  const rows = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="text-title font-semibold">Reviewing</h1>
        <p className="text-small text-quiet">
          {everybody ? 'How everybody decided' : 'How you decided'}, by reviewer and tool. The time in sight is what the
          browser counted while the card was open and the page visible; it decides nothing. An approval after less than
          a second can hardly have been considered.
        </p>
      </header>
      <div className="w-40">
        <Field label="Decided in">
          {(control) => (
            <Select {...control} value={days} onChange={({ target }) => setDays(Number(target.value))}>
              {periods.map((period) => (
                <option key={period} value={period}>
                  the last {period} days
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {error && !rows && <ErrorNotice error={error} what="This could not be loaded." onRetry={() => void refetch()} />}
      {!rows && !error && <Skeleton className="h-60 w-full" />}
      {rows?.length === 0 && (
        <p className="text-small text-quiet">
          Nobody decided anything in this time. Decisions are counted here from now on.
        </p>
      )}
      {rows && rows.length > 0 && <ReviewingTable rows={rows} everybody={everybody} />}
      {hasNextPage && (
        <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
