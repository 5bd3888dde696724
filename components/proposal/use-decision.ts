'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { withMarks } from '@/components/diff/hidden-characters';
import { timeOnItem } from '@/lib/api/client/time-on-item';
import { useDecide } from '@/lib/api/client/use-proposal';
import type { DecisionInput } from '@/lib/api/contract/decision';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { offerUndo } from './undo-toast';

export type Decide = (answer: Omit<DecisionInput, 'version' | 'viewHash'>, onDone?: () => void) => void;

const said: Record<DecisionInput['verdict'], string> = {
  approve: 'Approved',
  edit: 'Approved with edits',
  reject: 'Rejected',
  respond: 'Answered',
};

/** Decides on exactly the view that is drawn; when that is no longer how things stand, `seen` is what was decided on. */
export function useDecision(proposal: ProposalView) {
  const { mutate, isPending, error, reset } = useDecide(proposal.id);
  const [seen, setSeen] = useState<ProposalView>();
  const decide: Decide = (answer, onDone) => {
    setSeen(proposal);
    mutate(
      { ...answer, version: proposal.version, viewHash: proposal.viewHash, visibleMs: timeOnItem(proposal) },
      {
        onSuccess: ({ proposal: settled }) => {
          if (settled.status === 'approved' && settled.undoSeconds !== null) offerUndo(settled);
          else toast.success(`${said[answer.verdict]}: ${withMarks(settled.summary)}`);
          onDone?.();
        },
      },
    );
  };
  return { decide, busy: isPending, error, seen, dismiss: reset };
}
