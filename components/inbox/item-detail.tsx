'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { ProposalDetail } from '@/components/proposal/proposal-detail';
import { ProposalSkeleton } from '@/components/proposal/proposal-skeleton';
import { ErrorNotice } from '@/components/shell/error-notice';
import { NothingHere } from '@/components/shell/nothing-here';
import { Button } from '@/components/ui/button';
import { queryKeys } from '@/lib/api/client/query-keys';
import { useInboxItem } from '@/lib/api/client/use-inbox-item';
import { useProposal } from '@/lib/api/client/use-proposal';
import type { InboxItem, InboxPage } from '@/lib/api/contract/inbox';
import { DeadLetter } from './dead-letter';
import { EscalationDetail } from './escalation-detail';
import { useInboxFilters } from './inbox-filters';
import { UnknownOutcome } from './unknown-outcome';

/** What is open in the inbox. A proposal's item has the proposal's id. */
export function ItemDetail({ id }: { id: string }) {
  const { linkTo } = useInboxFilters();
  return (
    <div key={id} className="relative h-full overflow-y-auto md:[scrollbar-gutter:stable]">
      <div className="border-b px-2 py-1 md:hidden">
        <Button asChild look="quiet">
          <Link href={linkTo('/inbox')}>
            <ArrowLeft aria-hidden />
            Inbox
          </Link>
        </Button>
      </div>
      <div className="mx-auto max-w-3xl px-4 pt-4 md:px-6 md:pt-6">
        <Detail id={id} />
      </div>
    </div>
  );
}

function Detail({ id }: { id: string }) {
  const listed = useListedKind(id);
  const proposal = useProposal(listed === undefined || listed === 'proposal' ? id : undefined);
  if (listed === 'proposal' || proposal.data) return <ProposalDetail id={id} />;
  if (listed === undefined && proposal.isPending) return <ProposalSkeleton />;
  return <OtherItem id={id} />;
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

function OtherItem({ id }: { id: string }) {
  const { data: item, error, refetch } = useInboxItem(id);
  if (error && !item) {
    return <ErrorNotice error={error} what="The item could not be loaded." onRetry={() => void refetch()} />;
  }
  if (item === undefined) return <ProposalSkeleton />;
  switch (item?.kind) {
    case 'escalation':
      return <EscalationDetail item={item} />;
    case 'unknown_outcome':
      return <UnknownOutcome item={item} />;
    case 'dead_letter':
      return <DeadLetter item={item} />;
    default:
      return <NothingHere />;
  }
}
