import { useState } from 'react';
import { LineDiff } from '@/components/diff/line-diff';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useArticleVersions } from '@/lib/api/client/use-knowledge';
import type { ArticleVersionView } from '@/lib/api/contract/knowledge';
import { articleLines } from '@/lib/domain/knowledge';
import { ChangeDialog } from './change-dialog';

interface ArticleHistoryProps {
  slug: string;
  /** The version that stands. */
  current: number;
  onRolledBack: () => void;
}

/** Every version of an article: who, why, what changed, and the way back to it. */
export function ArticleHistory({ slug, current, onRolledBack }: ArticleHistoryProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useArticleVersions(slug);
  const [target, setTarget] = useState<ArticleVersionView>();
  return (
    <section aria-labelledby="history" className="flex flex-col gap-2">
      <h2 id="history" className="font-semibold">
        History
      </h2>
      {error && !data && (
        <ErrorNotice error={error} what="The versions could not be loaded." onRetry={() => void refetch()} />
      )}
      <ol aria-label="Versions" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {data?.pages
          .flatMap(({ items }) => items)
          .map((version) => (
            <Version
              key={version.version}
              version={version}
              isCurrent={version.version === current}
              onRollback={() => setTarget(version)}
            />
          ))}
      </ol>
      {hasNextPage && (
        <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older versions
        </Button>
      )}
      {target && (
        <ChangeDialog
          slug={slug}
          title={`Roll back to version ${target.version}?`}
          label="Roll back"
          change={(reason) => ({ act: 'rollback', current, body: { version: target.version, reason } })}
          done={({ version }) => `Version ${version} says what version ${target.version} said.`}
          onDone={onRolledBack}
          onClose={() => setTarget(undefined)}
        >
          <p>
            Version {current + 1} will say what version {target.version} said.
          </p>
        </ChangeDialog>
      )}
    </section>
  );
}

interface VersionProps {
  version: ArticleVersionView;
  isCurrent: boolean;
  onRollback: () => void;
}

function Version({ version, isCurrent, onRollback }: VersionProps) {
  const { version: number, author, reason, createdAt, archived, content, before } = version;
  return (
    <li aria-label={`Version ${number}`} className="flex flex-col gap-2 px-3 py-2.5 text-small">
      <div className="flex flex-wrap items-start gap-2">
        <p className="min-w-0 flex-1 break-words max-md:basis-full">
          <span className="font-medium">Version {number}</span>{' '}
          <span className="text-quiet">
            by <VisibleText text={author.name} /> <Ago at={createdAt} />:
          </span>{' '}
          <VisibleText text={reason} />
        </p>
        {archived && <Badge>archived</Badge>}
        {isCurrent ? (
          <span className="text-meta text-quiet">the newest</span>
        ) : (
          !archived && (
            <Button size="small" onClick={onRollback}>
              Roll back to {number}
            </Button>
          )
        )}
      </div>
      <details>
        <summary className="text-meta text-quiet hover:text-ink">
          {before ? `What changed since version ${number - 1}` : 'What it said at first'}
        </summary>
        <LineDiff before={before ? articleLines(before) : []} after={articleLines(content)} />
      </details>
    </li>
  );
}
