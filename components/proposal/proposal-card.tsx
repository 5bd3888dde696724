'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { withMarks } from '@/components/diff/hidden-characters';
import { HaltedNote } from '@/components/halt/halted-note';
import { Notice } from '@/components/ui/notice';
import { useTimeOnItem } from '@/lib/api/client/time-on-item';
import { useMe } from '@/lib/api/client/use-me';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { approverWords } from '@/lib/domain/policy-words';
import { ChangedNotice } from './changed-notice';
import { ConflictNotice } from './conflict-notice';
import { DecisionBar } from './decision-bar';
import { OutcomeNotice } from './outcome-notice';
import { ProposalBody } from './proposal-body';
import { ProposalHeader } from './proposal-header';
import { TeachButton } from './teach-button';
import { UndoPanel } from './undo-panel';
import { useDecision } from './use-decision';

const EditPanel = dynamic(() => import('./edit-panel'));

interface ProposalCardProps {
  proposal: ProposalView;
  step?: { number: number; of: number };
  /** The keys decide this card. */
  keys: boolean;
  /** Told when its edit form opens and closes. */
  onEditing?: (editing: boolean) => void;
}

/** One proposal: what it is, what it does, and the answer to it. It settles only when the server has answered. */
export function ProposalCard({ proposal, step, keys, onEditing }: ProposalCardProps) {
  useTimeOnItem(proposal.id);
  const { decide, busy, error, seen, dismiss } = useDecision(proposal);
  const [editing, setEditing] = useState(false);
  const waits = proposal.status === 'pending';
  const showEdit = editing && waits && proposal.allowedDecisions.includes('edit');
  const fieldsAreWrong = showEdit && seen !== undefined && error !== null && seen.version === proposal.version;
  const decidable = waits && proposal.allowedDecisions.length > 0;
  const startEdit = () => {
    dismiss();
    setEditing(true);
    onEditing?.(true);
  };
  const endEdit = () => {
    setEditing(false);
    onEditing?.(false);
  };
  return (
    <article
      aria-label={withMarks(proposal.summary)}
      className={`flex flex-col gap-4 ${decidable || showEdit || step ? '' : 'pb-6'}`}
    >
      <ProposalHeader proposal={proposal} step={step} />
      <OutcomeNotice proposal={proposal} />
      <UndoPanel proposal={proposal} keys={keys} />
      <TeachButton proposal={proposal} />
      {error && !fieldsAreWrong && <ConflictNotice error={error} seen={seen} proposal={proposal} onDismiss={dismiss} />}
      {!error && <ChangedNotice proposal={proposal} />}
      {waits && !decidable && <WhyNot proposal={proposal} />}
      {showEdit ? (
        <EditPanel
          key={proposal.version}
          proposal={proposal}
          decide={decide}
          busy={busy}
          refusal={error}
          onClose={endEdit}
        />
      ) : (
        <ProposalBody proposal={proposal} />
      )}
      {decidable && !showEdit && (
        <div
          className={`-mx-4 border-t bg-raised px-4 py-3 md:-mx-6 md:px-6 ${step ? '' : 'sticky bottom-0 max-h-[70dvh] overflow-y-auto'}`}
        >
          <HaltedNote agent={proposal.agent} tool={proposal.tool} />
          <DecisionBar proposal={proposal} decide={decide} busy={busy} keys={keys} onEdit={startEdit} />
        </div>
      )}
    </article>
  );
}

/** Why the person who looks cannot decide. */
function WhyNot({ proposal }: { proposal: ProposalView }) {
  const me = useMe().data?.user;
  if (!me) return null;
  const mine = proposal.decisions.find(({ actor, version }) => actor.id === me.id && version === proposal.version);
  const left = proposal.requiredApprovals - proposal.givenApprovals;
  return (
    <Notice tone="info">
      {mine
        ? `You approved this. It waits for ${left} more ${left === 1 ? 'approval' : 'approvals'} from other people.`
        : proposal.requester.id === me.id
          ? 'You asked for this yourself, so somebody else has to decide it.'
          : `Only these may decide it: ${proposal.approvers.map(approverWords).join(', ') || 'reviewers'}.`}
    </Notice>
  );
}
