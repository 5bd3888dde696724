'use client';

import { MessageSquareReply, Pencil, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import { Button } from '@/components/ui/button';
import { Key } from '@/components/ui/key';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { isConfirmed } from '@/lib/domain/confirmation';
import { ApproveButton } from './approve-button';
import { TypedConfirmation } from './typed-confirmation';
import { QuorumNote } from './quorum-note';
import type { Decide } from './use-decision';

const RejectPanel = dynamic(() => import('./reject-panel'));
const RespondPanel = dynamic(() => import('./respond-panel'));

interface DecisionBarProps {
  proposal: ProposalView;
  decide: Decide;
  busy: boolean;
  /** The keys a, e and r decide this one. */
  keys: boolean;
  onEdit: () => void;
}

/** What a person may answer, the act named on its button. */
export function DecisionBar({ proposal, decide, busy, keys, onEdit }: DecisionBarProps) {
  const [panel, setPanel] = useState<'reject' | 'respond'>();
  const approve = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const { confirmation } = proposal;
  const unconfirmed = confirmation !== undefined && !isConfirmed(confirmation, typed);
  const allowed = (verdict: ProposalView['allowedDecisions'][number]) => proposal.allowedDecisions.includes(verdict);
  const close = () => setPanel(undefined);
  const can = (verdict: ProposalView['allowedDecisions'][number]) => keys && !panel && allowed(verdict);
  const doing = (action: () => void) => (event: KeyboardEvent) => {
    event.preventDefault();
    action();
  };
  useShortcuts({
    a: can('approve')
      ? (event) => {
          event.preventDefault();
          if (unconfirmed) return box.current?.focus();
          approve.current?.focus();
          approve.current?.click();
        }
      : undefined,
    e: can('edit') ? doing(onEdit) : undefined,
    r: can('reject') ? doing(() => setPanel('reject')) : undefined,
  });

  if (panel === 'reject') {
    return <RejectPanel busy={busy} onReject={(reason) => decide({ verdict: 'reject', ...reason })} onCancel={close} />;
  }
  if (panel === 'respond') {
    return (
      <RespondPanel busy={busy} onRespond={(message) => decide({ verdict: 'respond', message })} onCancel={close} />
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <QuorumNote proposal={proposal} />
      {confirmation && allowed('approve') && (
        <TypedConfirmation ref={box} confirmation={confirmation} typed={typed} onTyped={setTyped} />
      )}
      <div className="flex items-center gap-2 max-md:flex-wrap">
        {allowed('approve') && (
          <ApproveButton
            ref={approve}
            label={`Approve: ${proposal.summary}`}
            confirm={proposal.reversibility === 'irreversible'}
            busy={busy}
            disabled={unconfirmed}
            {...(keys ? { shortcut: 'a' } : {})}
            onApprove={() => decide({ verdict: 'approve', ...(confirmation ? { typed } : {}) })}
          />
        )}
        {allowed('edit') && (
          <Button className="max-md:flex-1" disabled={busy} onClick={onEdit}>
            <Pencil aria-hidden />
            Edit
            {keys && <Key>e</Key>}
          </Button>
        )}
        {allowed('reject') && (
          <Button className="max-md:flex-1" disabled={busy} onClick={() => setPanel('reject')}>
            <X aria-hidden />
            Reject
            {keys && <Key>r</Key>}
          </Button>
        )}
        {allowed('respond') && (
          <Button className="max-md:flex-1" disabled={busy} onClick={() => setPanel('respond')}>
            <MessageSquareReply aria-hidden />
            Respond
          </Button>
        )}
      </div>
    </div>
  );
}
