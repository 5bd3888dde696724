import { LineDiff } from '@/components/diff/line-diff';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';

/** A version as its history shows it: who, why, and what changed, in lines. */
interface ShownVersion {
  version: number;
  author: { id: string; name: string };
  /** Absent when none was given. */
  reason?: string | undefined;
  createdAt: string;
  /** Words beside it, such as "archived"; such a version can't be gone back to. */
  badge?: string | undefined;
  /** What `before` and `after` say together: "What changed since version 3". */
  change: string;
  before: string[];
  after: string[];
  onlyChanges?: boolean;
}

interface VersionHistoryProps<Version> {
  /** The pages of versions, newest first, as they are loaded. */
  versions: {
    data: { pages: { items: Version[] }[] } | undefined;
    error: Error | null;
    refetch: () => unknown;
    hasNextPage: boolean;
    fetchNextPage: () => unknown;
    isFetchingNextPage: boolean;
  };
  show: (version: Version) => ShownVersion;
  /** The version that stands, and how that is said. */
  current: { version: number; label: string; isOpen?: boolean };
  /** Said before anybody saved a version. */
  empty?: string;
  onRollback: (version: Version) => void;
}

/** Every version of a thing: who, why, what changed, and the way back to it. */
export function VersionHistory<Version>({ versions, show, current, empty, onRollback }: VersionHistoryProps<Version>) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = versions;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="history" className="flex flex-col gap-2">
      <h2 id="history" className="font-semibold">
        History
      </h2>
      {error && !data && (
        <ErrorNotice error={error} what="The versions could not be loaded." onRetry={() => void refetch()} />
      )}
      {data && items.length === 0 && empty && <p className="text-small text-quiet">{empty}</p>}
      <ol aria-label="Versions" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {items.map((item) => {
          const version = show(item);
          return (
            <Version key={version.version} version={version} current={current} onRollback={() => onRollback(item)} />
          );
        })}
      </ol>
      {hasNextPage && (
        <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older versions
        </Button>
      )}
    </section>
  );
}

interface VersionProps {
  version: ShownVersion;
  current: VersionHistoryProps<unknown>['current'];
  onRollback: () => void;
}

function Version({ version: shown, current, onRollback }: VersionProps) {
  const { version, author, reason, createdAt, badge, change, ...lines } = shown;
  const isCurrent = version === current.version;
  return (
    <li aria-label={`Version ${version}`} className="flex flex-col gap-2 px-3 py-2.5 text-small">
      <div className="flex flex-wrap items-start gap-2">
        <p className="min-w-0 flex-1 break-words max-md:basis-full">
          <span className="font-medium">Version {version}</span>{' '}
          <span className="text-quiet">
            by <VisibleText text={author.name} /> <Ago at={createdAt} />:
          </span>{' '}
          {reason === undefined ? 'no reason was given' : <VisibleText text={reason} />}
        </p>
        {badge !== undefined && <Badge>{badge}</Badge>}
        {isCurrent && <span className="text-meta text-quiet">{current.label}</span>}
        {!isCurrent && badge === undefined && (
          <Button size="small" onClick={onRollback}>
            Roll back to {version}
          </Button>
        )}
      </div>
      <details open={isCurrent && current.isOpen === true}>
        <summary className="text-meta text-quiet hover:text-ink">{change}</summary>
        <LineDiff {...lines} />
      </details>
    </li>
  );
}
