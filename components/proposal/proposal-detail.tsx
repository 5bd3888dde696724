'use client';

import { ErrorNotice } from '@/components/shell/error-notice';
import { useInbox } from '@/lib/api/client/use-inbox';
import { useProposal } from '@/lib/api/client/use-proposal';
import { useProposals } from '@/lib/api/client/use-proposals';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { GroupCard } from './group-card';
import { ProposalCard } from './proposal-card';
import { ProposalSkeleton } from './proposal-skeleton';

/** A proposal with the others of its turn. */
export function ProposalDetail({ id }: { id: string }) {
  const { data: proposal, error, refetch } = useProposal(id);
  if (error && !proposal) {
    return <ErrorNotice error={error} what="The proposal could not be loaded." onRetry={() => void refetch()} />;
  }
  if (!proposal) return <ProposalSkeleton />;
  if (proposal.runId === null) return <ProposalCard key={id} proposal={proposal} keys />;
  return <WithSiblings key={id} proposal={proposal} runId={proposal.runId} />;
}

function WithSiblings({ proposal, runId }: { proposal: ProposalView; runId: string }) {
  const { groupId, id } = proposal;
  const pending = useInbox({ runId, status: 'pending' });
  const closed = useInbox({ runId, status: 'closed' });
  const items = [pending, closed].flatMap(({ data }) => data?.pages.flatMap((page) => page.items) ?? []);
  const ids = [...new Set([id, ...items.filter((item) => item.groupId === groupId).map((item) => item.id)])];
  const proposals = useProposals(ids);
  if (!proposals || pending.isPending || closed.isPending) return <ProposalSkeleton />;
  const current = proposals
    .filter((other) => other.id === id || other.supersededById === undefined)
    .sort((left, right) => left.position - right.position);
  if (current.length === 1) return <ProposalCard proposal={proposal} keys />;
  return <GroupCard proposals={current} openId={id} />;
}
