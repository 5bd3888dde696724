'use client';

import { Undo2, X } from 'lucide-react';
import Link from 'next/link';
import { useEffect } from 'react';
import { toast } from 'sonner';
import { VisibleText } from '@/components/diff/visible-text';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import { Button } from '@/components/ui/button';
import { Key } from '@/components/ui/key';
import { useProposal } from '@/lib/api/client/use-proposal';
import { useRevert } from '@/lib/api/client/use-revert';
import type { ProposalView } from '@/lib/api/contract/proposal';

const TOAST_ID = 'undo';
const OFFERED_FOR_MS = 20_000;

/** Says that something was approved and, once it ran, lets it be undone, by the button or the key `u`. Focus stays where it is. */
export function offerUndo(proposal: Pick<ProposalView, 'id' | 'summary'>): void {
  toast.custom(() => <UndoToast id={proposal.id} summary={proposal.summary} />, {
    id: TOAST_ID,
    duration: OFFERED_FOR_MS,
  });
}

function UndoToast({ id, summary }: { id: string; summary: string }) {
  const { data: proposal } = useProposal(id);
  const revert = useRevert(id);
  const execution = proposal?.execution;
  const ready = execution?.undoableUntil !== undefined && !revert.isPending && !revert.isSuccess;
  const undo = () => {
    if (ready) revert.mutate({ executionId: execution.id });
  };
  useShortcuts(
    ready
      ? {
          u: (event) => {
            // The open card has the same key; what was just done comes first.
            event.preventDefault();
            undo();
          },
        }
      : {},
  );
  useEffect(() => {
    if (!execution?.revert) return undefined;
    const timer = setTimeout(() => toast.dismiss(TOAST_ID), OFFERED_FOR_MS / 4);
    return () => clearTimeout(timer);
  }, [execution?.revert]);

  return (
    <div className="flex w-[min(22rem,calc(100vw-2rem))] items-center gap-2 rounded-lg bg-raised py-2 pr-1 pl-3 text-small shadow-lg ring-1 ring-line">
      <span className="line-clamp-2 min-w-0 flex-1 break-words">
        {wordsFor(proposal, revert.isError)}: <VisibleText text={summary} />
      </span>
      {revert.isError && (
        <Button asChild size="small">
          <Link href={`/inbox/${id}`}>Look</Link>
        </Button>
      )}
      {ready && !revert.isError && (
        <Button size="small" onClick={undo}>
          <Undo2 aria-hidden />
          Undo
          <Key>u</Key>
        </Button>
      )}
      <Button look="quiet" size="icon" aria-label="Dismiss" onClick={() => toast.dismiss(TOAST_ID)}>
        <X aria-hidden />
      </Button>
    </div>
  );
}

/** Approved, executed and undone are three different words. */
function wordsFor(proposal: ProposalView | undefined, refused: boolean): string {
  const execution = proposal?.execution;
  if (refused) return 'Not undone';
  if (execution?.revert?.status === 'succeeded') return 'Undone';
  if (execution?.revert) return 'Undoing';
  return execution?.status === 'succeeded' ? 'Approved, it ran' : 'Approved';
}
