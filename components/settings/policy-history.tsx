'use client';

import { useState } from 'react';
import { LineDiff } from '@/components/diff/line-diff';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { usePolicyVersions } from '@/lib/api/client/use-policy-history';
import type { PolicyVersionView } from '@/lib/api/contract/policy-history';
import { policyLines } from '@/lib/domain/policy-words';
import { RollbackDialog } from './rollback-dialog';

/** Every version of a tool's policy: who, why, what changed, and the way back to it. */
export function PolicyHistory({ tool, current }: { tool: string; current: number }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePolicyVersions(tool);
  const [target, setTarget] = useState<PolicyVersionView>();
  const versions = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="history" className="flex flex-col gap-2">
      <h2 id="history" className="font-semibold">
        History
      </h2>
      {error && !data && (
        <ErrorNotice error={error} what="The versions could not be loaded." onRetry={() => void refetch()} />
      )}
      {data && versions.length === 0 && (
        <p className="text-small text-quiet">Nobody has saved rules for this tool yet: every call asks one reviewer.</p>
      )}
      <ol aria-label="Versions" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {versions.map((version) => (
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
      {target && <RollbackDialog tool={tool} current={current} target={target} onClose={() => setTarget(undefined)} />}
    </section>
  );
}

interface VersionProps {
  version: PolicyVersionView;
  isCurrent: boolean;
  onRollback: () => void;
}

function Version({
  version: { version, author, reason, createdAt, policy, before },
  isCurrent,
  onRollback,
}: VersionProps) {
  return (
    <li aria-label={`Version ${version}`} className="flex flex-col gap-2 px-3 py-2.5 text-small">
      <div className="flex flex-wrap items-start gap-2">
        <p className="min-w-0 flex-1 break-words max-md:basis-full">
          <span className="font-medium">Version {version}</span>{' '}
          <span className="text-quiet">
            by <VisibleText text={author.name} /> <Ago at={createdAt} />:
          </span>{' '}
          <VisibleText text={reason} />
        </p>
        {isCurrent ? (
          <span className="text-meta text-quiet">in force</span>
        ) : (
          <Button size="small" onClick={onRollback}>
            Roll back to {version}
          </Button>
        )}
      </div>
      <details open={isCurrent}>
        <summary className="text-meta text-quiet hover:text-ink">
          What changed{version === 1 ? ' from the default rules' : ` since version ${version - 1}`}
        </summary>
        <LineDiff before={policyLines(before)} after={policyLines(policy)} />
      </details>
    </li>
  );
}
