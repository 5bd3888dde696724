'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ReversibilityBadge } from '@/components/proposal/reversibility-badge';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { usePolicy, useTools } from '@/lib/api/client/use-tools';
import { PolicyHistory } from './policy-history';
import { PolicyForm } from './policy-form';

/** One tool: what it is, and its policy. */
export function PolicyScreen({ tool }: { tool: string }) {
  const { data: policy, error, refetch } = usePolicy(tool);
  const view = useTools().data?.find(({ name }) => name === tool);
  return (
    <>
      <header className="flex flex-col gap-2">
        <Link href="/settings" className="flex items-center gap-1 self-start text-small text-quiet hover:text-ink">
          <ArrowLeft aria-hidden className="size-4" />
          Settings
        </Link>
        <h1 className="font-mono text-title font-semibold break-all">{tool}</h1>
        <div className="flex min-h-5 flex-wrap items-center gap-1.5">
          {policy && <ReversibilityBadge reversibility={policy.reversibility} />}
          {policy?.delivery && <Badge>{policy.delivery.replaceAll('_', ' ')}</Badge>}
          {policy && <Badge>{policy.version === 0 ? 'default rules' : `version ${policy.version}`}</Badge>}
        </div>
        {view && <p className="text-small text-quiet">{view.description}</p>}
        {policy?.author && policy.createdAt && (
          <p className="text-small text-quiet">
            {policy.author.name} saved this <Ago at={policy.createdAt} />: <VisibleText text={policy.reason ?? ''} />
          </p>
        )}
      </header>
      {error && !policy && (
        <ErrorNotice error={error} what="The rules could not be loaded." onRetry={() => void refetch()} />
      )}
      {!policy && !error && <Skeleton className="h-80 w-full" />}
      {policy && policy.reversibility === 'read_only' && (
        <p className="text-small">This tool only reads, so it has no rules: it runs without asking anybody.</p>
      )}
      {policy && policy.reversibility !== 'read_only' && (
        <>
          <PolicyForm latest={policy} argsSchema={view?.argsSchema} />
          <PolicyHistory tool={policy.tool} current={policy.version} />
        </>
      )}
    </>
  );
}
