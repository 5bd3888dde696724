'use client';

import { Layers } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/shell/error-notice';
import { useApproveAll } from '@/lib/api/client/use-approve-all';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { ApproveButton } from './approve-button';
import { ProposalCard } from './proposal-card';

interface GroupCardProps {
  /** The writes of one turn in their order. */
  proposals: readonly ProposalView[];
  /** The one that was opened. */
  openId: string;
}

/**
 * The writes an agent proposed in one turn, on one card: each diff is drawn on top of the ones before it, and each may
 * be decided alone. The keys decide the step one is in, at first the one that was opened.
 */
export function GroupCard({ proposals, openId }: GroupCardProps) {
  const [chosen, setChosen] = useState(openId);
  const decidable = proposals.filter(({ allowedDecisions }) => allowedDecisions.includes('approve'));
  const active = (decidable.find(({ id }) => id === chosen) ?? decidable[0])?.id;
  return (
    <section aria-label={`${proposals.length} steps proposed together`} className="flex flex-col gap-4">
      <p className="flex items-center gap-2 text-small text-quiet">
        <Layers aria-hidden className="size-4" />
        {proposals.length} steps proposed together. They run in this order, each on top of the ones before it.
      </p>
      <ol className="flex flex-col gap-4">
        {proposals.map((proposal, index) => (
          <li
            key={proposal.id}
            onFocus={() => setChosen(proposal.id)}
            className={`overflow-hidden rounded-lg px-4 pt-4 ring-1 md:px-6 ${proposal.id === active ? 'ring-line-strong' : 'ring-line'} ${proposal.allowedDecisions.length === 0 ? 'pb-4' : ''}`}
          >
            <ProposalCard
              proposal={proposal}
              step={{ number: index + 1, of: proposals.length }}
              keys={proposal.id === active}
            />
          </li>
        ))}
      </ol>
      {decidable.length > 1 && <ApproveAllBar proposals={decidable} />}
    </section>
  );
}

function ApproveAllBar({ proposals }: { proposals: readonly ProposalView[] }) {
  const { mutate, isPending, error } = useApproveAll();
  const approve = () =>
    mutate(proposals, { onSuccess: () => toast.success(`Approved all ${proposals.length} steps.`) });
  return (
    <div className="sticky bottom-0 -mx-4 flex flex-col gap-2 border-t bg-raised px-4 py-3 md:-mx-6 md:px-6">
      {error && (
        <ErrorNotice error={error} what="It stopped at a step that was refused; the steps above it are approved." />
      )}
      <ApproveButton
        label={`Approve all ${proposals.length} steps`}
        confirm={proposals.some(({ reversibility }) => reversibility === 'irreversible')}
        busy={isPending}
        onApprove={approve}
      />
    </div>
  );
}
