'use client';

import { useIsMutating } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
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
  const opened = useRef<HTMLLIElement>(null);
  // What the keys decide must be in view; the first step is, with the line above it.
  useEffect(() => {
    // Some browsers give a promise, which must not become the effect's cleanup.
    void opened.current?.scrollIntoView({ block: 'start' });
  }, []);
  const decidable = proposals.filter(({ allowedDecisions }) => allowedDecisions.includes('approve'));
  const active = (decidable.find(({ id }) => id === chosen) ?? decidable[0])?.id;
  const approval = useApproveAll();
  // Approving all while an edit is open would run what the person was about to change.
  const [edited, setEdited] = useState<readonly string[]>([]);
  const editing = decidable.some(({ id }) => edited.includes(id));
  // What has to be typed is read one by one.
  const typed = decidable.some(({ confirmation }) => confirmation !== undefined);
  // A step's own decision may redraw the later ones, so all of them are approved only when none is under way.
  const deciding = useIsMutating() > 0;
  const approveAll = () =>
    approval.mutate(decidable, { onSuccess: () => toast.success(`Approved all ${decidable.length} steps.`) });
  return (
    <section aria-label={`${proposals.length} steps proposed together`} className="flex flex-col gap-4">
      <p className="flex items-center gap-2 text-small text-quiet">
        <Layers aria-hidden className="size-4 shrink-0" />
        {proposals.length} steps proposed together. They run in this order, each on top of the ones before it.
      </p>
      <ol className="flex flex-col gap-4">
        {proposals.map((proposal, index) => (
          <li
            key={proposal.id}
            ref={index > 0 && proposal.id === openId ? opened : undefined}
            onFocus={() => setChosen(proposal.id)}
            className={`scroll-mt-4 overflow-hidden rounded-lg px-4 pt-4 ring-1 md:px-6 ${proposal.id === active ? 'ring-line-strong' : 'ring-line'} ${proposal.allowedDecisions.length === 0 ? 'pb-4' : ''}`}
          >
            <ProposalCard
              proposal={proposal}
              step={{ number: index + 1, of: proposals.length }}
              keys={proposal.id === active}
              onEditing={(open) =>
                setEdited((ids) => (open ? [...ids, proposal.id] : ids.filter((id) => id !== proposal.id)))
              }
            />
          </li>
        ))}
      </ol>
      {(decidable.length > 1 || approval.error) && (
        <div className="sticky bottom-0 -mx-4 flex flex-col gap-2 border-t bg-raised px-4 py-3 md:-mx-6 md:px-6">
          {approval.error && (
            <ErrorNotice
              error={approval.error}
              what="It stopped at a step that was refused. The steps above it are approved, the rest is not: look again."
            />
          )}
          {editing && <p className="text-small text-quiet">Finish or cancel the edit to approve the rest together.</p>}
          {typed && (
            <p className="text-small text-quiet">One of them has to be typed, so each is approved by itself.</p>
          )}
          {decidable.length > 1 && !typed && (
            <ApproveButton
              label={`Approve all ${decidable.length} steps`}
              confirm={decidable.some(({ reversibility }) => reversibility === 'irreversible')}
              busy={deciding}
              disabled={editing}
              onApprove={approveAll}
            />
          )}
        </div>
      )}
    </section>
  );
}
