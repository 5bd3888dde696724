'use client';

import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useEndToken, useTokens } from '@/lib/api/client/use-tokens';

/** A user's API tokens that work, each with the way to end it. */
export function TokenList({ userId }: { userId: string }) {
  const { data: tokens, error, refetch } = useTokens(userId);
  const { mutate, isPending, error: refusal } = useEndToken(userId);
  return (
    <>
      {error && !tokens && (
        <ErrorNotice error={error} what="The tokens could not be loaded." onRetry={() => void refetch()} />
      )}
      {!tokens && !error && <Skeleton className="h-10 w-full" />}
      {tokens?.length === 0 && <p className="text-small text-quiet">None.</p>}
      {refusal && <ErrorNotice error={refusal} what="The token was not ended." writes />}
      <ul aria-label="API tokens" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {tokens?.map(({ id, name, createdAt }) => {
          const shown = name || 'Made on the command line';
          return (
            <li key={id} className="flex items-center gap-2 px-3 py-2 text-small">
              <span className="min-w-0 flex-1 break-words">
                <VisibleText text={shown} />{' '}
                <span className="text-meta text-quiet">
                  made <Ago at={createdAt} />
                </span>
              </span>
              <Button size="small" aria-label={`End ${shown}`} disabled={isPending} onClick={() => mutate(id)}>
                End
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
