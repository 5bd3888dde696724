import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ApiError } from '@/lib/api/client/request';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { outcomeOf } from './outcome-words';
import { WhatChanged } from './changed-notice';

interface ConflictNoticeProps {
  error: Error;
  /** The view that was decided on, and how things stand now. */
  seen: ProposalView | undefined;
  proposal: ProposalView;
  onDismiss: () => void;
}

/** A decision that did not count: who was first, or what changed since one looked. */
export function ConflictNotice({ error, seen, proposal, onDismiss }: ConflictNoticeProps) {
  if (!(error instanceof ApiError) || error.problem.status !== 409) {
    return <ErrorNotice error={error} what="Your decision was not recorded." writes />;
  }
  const outcome = outcomeOf(proposal);
  return (
    <Notice
      tone="warning"
      action={
        <Button size="small" onClick={onDismiss}>
          Understood
        </Button>
      }
    >
      <p>
        <strong className="font-medium">Your decision did not count.</strong>{' '}
        <VisibleText text={`${error.problem.detail} ${outcome?.text ?? ''}`} />
      </p>
      {!outcome && <p>What stands here now is version {proposal.version}: look again, then decide.</p>}
      {seen && !outcome && <WhatChanged seen={seen} proposal={proposal} />}
    </Notice>
  );
}
