'use client';

import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import { ProposalDetail } from '@/components/proposal/proposal-detail';
import { ProposalSkeleton } from '@/components/proposal/proposal-skeleton';
import { ErrorNotice } from '@/components/shell/error-notice';
import { NothingHere } from '@/components/shell/nothing-here';
import { queryKeys } from '@/lib/api/client/query-keys';
import { useInboxItem } from '@/lib/api/client/use-inbox-item';
import { useLook } from '@/lib/api/client/use-look';
import { useProposal } from '@/lib/api/client/use-proposal';
import type { InboxItem, InboxPage } from '@/lib/api/contract/inbox';
import { ItemStrip } from './item-strip';

const SnoozeDialog = dynamic(() => import('./snooze-dialog'));
const EscalationDetail = dynamic(() => import('./escalation-detail'), { loading: ProposalSkeleton });
const UnknownOutcome = dynamic(() => import('./unknown-outcome'), { loading: ProposalSkeleton });
const DeadLetter = dynamic(() => import('./dead-letter'), { loading: ProposalSkeleton });

/** What is open in the inbox. A proposal's item has the proposal's id. */
export function ItemDetail({ id }: { id: string }) {
  const { data: item, error, refetch } = useInboxItem(id);
  const [snoozing, setSnoozing] = useState(false);
  const waits = item?.status === 'pending';
  useLook(id, waits);
  useShortcuts(waits && !item.snoozed ? { s: () => setSnoozing(true) } : {});
  return (
    <div key={id} className="relative h-full overflow-y-auto md:[scrollbar-gutter:stable]">
      <ItemStrip item={item} onSnooze={() => setSnoozing(true)} />
      <div className="mx-auto max-w-3xl px-4 pt-4 md:px-6 md:pt-2">
        <Detail id={id} item={item} error={error} onRetry={() => void refetch()} />
      </div>
      {snoozing && <SnoozeDialog id={id} onClose={() => setSnoozing(false)} />}
    </div>
  );
}

interface DetailProps {
  id: string;
  item: InboxItem | null | undefined;
  error: Error | null;
  onRetry: () => void;
}

function Detail({ id, item, error, onRetry }: DetailProps) {
  const kind = useListedKind(id) ?? item?.kind;
  if (kind === 'proposal') return <ProposalDetail id={id} />;
  if (item) return <OtherItem item={item} />;
  if (item === null) return <Unlisted id={id} />;
  if (error) return <ErrorNotice error={error} what="The item could not be loaded." onRetry={onRetry} />;
  return <ProposalSkeleton />;
}

/** The item's kind when a list that was loaded has it, so that nothing needs to be waited for. */
function useListedKind(id: string): InboxItem['kind'] | undefined {
  const client = useQueryClient();
  const lists = client.getQueriesData<{ pages?: InboxPage[] }>({ queryKey: queryKeys.inbox });
  return lists
    .flatMap(([, list]) => list?.pages ?? [])
    .flatMap(({ items }) => items)
    .find((item) => item.id === id)?.kind;
}

/** A call that the rules approved never stood in the inbox; its proposal is there all the same. */
function Unlisted({ id }: { id: string }) {
  const proposal = useProposal(id);
  if (proposal.data) return <ProposalDetail id={id} />;
  return proposal.isPending ? <ProposalSkeleton /> : <NothingHere />;
}

function OtherItem({ item }: { item: InboxItem }) {
  switch (item.kind) {
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
