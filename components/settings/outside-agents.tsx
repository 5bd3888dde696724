'use client';

import { Plug } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { useOutsideAgents } from '@/lib/api/client/use-outside-agents';

/** Agents whose code is not ours, with what they are for and who answers for them. */
export function OutsideAgents() {
  const { data: agents, error, refetch } = useOutsideAgents();
  return (
    <section aria-labelledby="outside-agents" className="flex flex-col gap-2">
      <h2 id="outside-agents" className="font-semibold">
        Outside agents
      </h2>
      {error && !agents && (
        <ErrorNotice error={error} what="The outside agents could not be loaded." onRetry={() => void refetch()} />
      )}
      {!agents && !error && <Skeleton className="h-10 w-full" />}
      {agents?.length === 0 && (
        <p className="text-small text-quiet">
          None is registered. A program elsewhere asks here for approval once an admin registers it; the guide
          docs/guides/outside-agent.md shows how.
        </p>
      )}
      <ul className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {agents?.map(({ name, owner, purpose, enabled, revokedAt }) => (
          <li key={name}>
            <Link
              href={`/settings/agents/${encodeURIComponent(name)}`}
              className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface"
            >
              <Plug aria-hidden className="size-4 text-quiet" />
              <span className="font-mono text-small font-medium">{name}</span>
              <span className="min-w-0 flex-1 truncate text-small text-quiet">
                <VisibleText text={purpose} />
              </span>
              {!enabled && <Badge tone="danger">off</Badge>}
              {revokedAt && <Badge tone="danger">token ended</Badge>}
              <span className="text-meta text-quiet">
                owner <VisibleText text={owner} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
