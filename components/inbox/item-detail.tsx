'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { EscalationDetail } from '@/components/escalation/escalation-detail';
import { ProposalDetail, ProposalSkeleton } from '@/components/proposal/proposal-detail';
import { VisibleText } from '@/components/diff/visible-text';
import { NothingHere } from '@/components/shell/nothing-here';
import { Button } from '@/components/ui/button';
import { queryKeys } from '@/lib/api/client/query-keys';
import { useInbox } from '@/lib/api/client/use-inbox';
import { useProposal } from '@/lib/api/client/use-proposal';
import type { InboxItem, InboxPage } from '@/lib/api/contract/inbox';
import { useInboxFilters } from './inbox-filters';
import { kindWords } from './kind-words';

/** What is open in the inbox. A proposal's item has the proposal's id, any other its run's. */
export function ItemDetail({ id }: { id: string }) {
  const { linkTo } = useInboxFilters();
  return (
    <div key={id} className="h-full overflow-y-auto">
      <div className="border-b px-2 py-1 md:hidden">
        <Button asChild look="quiet">
          <Link href={linkTo('/inbox')}>
            <ArrowLeft aria-hidden />
            Inbox
          </Link>
        </Button>
      </div>
      <div className="mx-auto max-w-3xl px-4 pt-4 md:px-6 md:pt-6">{<Detail id={id} />}</div>
    </div>
  );
}

function Detail({ id }: { id: string }) {
  const listed = useListedKind(id);
  const proposal = useProposal(listed === undefined || listed === 'proposal' ? id : undefined);
  if (listed === 'proposal' || proposal.data) return <ProposalDetail id={id} />;
  if (listed === undefined && proposal.isPending) return <ProposalSkeleton />;
  return <RunItem id={id} />;
}

/** The item's kind when a list that was loaded has it, so that nothing needs to be asked twice. */
function useListedKind(id: string): InboxItem['kind'] | undefined {
  const client = useQueryClient();
  const lists = client.getQueriesData<{ pages: InboxPage[] }>({ queryKey: queryKeys.inbox });
  return lists
    .flatMap(([, list]) => list?.pages ?? [])
    .flatMap(({ items }) => items)
    .find((item) => item.id === id)?.kind;
}

function RunItem({ id }: { id: string }) {
  const pending = useInbox({ runId: id, status: 'pending' });
  const closed = useInbox({ runId: id, status: 'closed' });
  const item = [pending, closed]
    .flatMap(({ data }) => data?.pages ?? [])
    .flatMap(({ items }) => items)
    .find((other) => other.id === id);
  if (item?.kind === 'escalation') return <EscalationDetail item={item} />;
  if (item) return <PlainItem item={item} />;
  return pending.isPending || closed.isPending ? <ProposalSkeleton /> : <NothingHere />;
}

function PlainItem({ item }: { item: InboxItem }): ReactNode {
  return (
    <article className="flex flex-col gap-2 pb-6">
      <p className="text-meta text-quiet">{kindWords[item.kind]}</p>
      <h2 tabIndex={-1} data-detail-heading className="rounded text-title font-semibold break-words">
        <VisibleText text={item.title} />
      </h2>
      <p className="text-small">
        Look at{' '}
        <Link href={`/runs/${item.runId}`} className="text-accent underline underline-offset-2">
          the run’s record
        </Link>{' '}
        for what happened, then check the system the tool writes to.
      </p>
    </article>
  );
}
