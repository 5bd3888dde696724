'use client';

import Link from 'next/link';
import { ReversibilityBadge } from '@/components/proposal/reversibility-badge';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { useTools } from '@/lib/api/client/use-tools';
import type { ToolView } from '@/lib/api/contract/policy';
import { isWrite } from '@/lib/domain/reversibility';

/** Every tool with its class; those that write lead to their rules. */
export function ToolList() {
  const { data: tools, error, refetch } = useTools();
  if (error && !tools) {
    return <ErrorNotice error={error} what="The tools could not be loaded." onRetry={() => void refetch()} />;
  }
  if (!tools) return <ListSkeleton />;
  const writes = tools.filter(({ reversibility }) => isWrite(reversibility));
  const reads = tools.filter(({ reversibility }) => !isWrite(reversibility));
  return (
    <>
      <section aria-labelledby="writes" className="flex flex-col gap-2">
        <h2 id="writes" className="font-semibold">
          Tools that change something
        </h2>
        {writes.length === 0 && <p className="text-small text-quiet">There is none.</p>}
        <ul className="divide-y rounded-md ring-1 ring-line empty:hidden">
          {writes.map((tool) => (
            <li key={tool.name}>
              <WriteTool tool={tool} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="reads" className="flex flex-col gap-2">
        <h2 id="reads" className="font-semibold">
          Tools that only read
        </h2>
        <p className="text-small text-quiet">They run without asking anybody, on the records the requester may see.</p>
        <ul className="flex flex-wrap gap-1.5 empty:hidden">
          {reads.map(({ name, description }) => (
            <li key={name}>
              <Badge className="font-mono" title={description}>
                {name}
              </Badge>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function WriteTool({ tool: { name, reversibility, delivery, policyVersion, enabled } }: { tool: ToolView }) {
  return (
    <Link
      href={`/settings/tools/${encodeURIComponent(name)}`}
      className="flex flex-wrap items-center gap-2 px-3 py-2.5 outline-offset-[-2px] hover:bg-surface"
    >
      <span className="min-w-0 flex-1 font-mono text-small break-all max-md:basis-full">{name}</span>
      {!enabled && <Badge tone="danger">off</Badge>}
      <ReversibilityBadge reversibility={reversibility} />
      {delivery && <Badge>{delivery.replaceAll('_', ' ')}</Badge>}
      <span className="w-24 text-right text-meta text-quiet">
        {policyVersion === 0 ? 'default rules' : `version ${policyVersion}`}
      </span>
    </Link>
  );
}

function ListSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-2">
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <Skeleton key={row} className="h-10 w-full" />
      ))}
    </div>
  );
}
