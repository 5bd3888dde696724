import Link from 'next/link';
import { ConfidenceNote } from '@/components/confidence/confidence-note';
import { VisibleText } from '@/components/diff/visible-text';
import { Ago, TimeLeft } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { EscalationNote } from './escalation-note';
import { largestNumber } from './largest-number';
import { ReversibilityBadge } from './reversibility-badge';

interface ProposalHeaderProps {
  proposal: ProposalView;
  /** Its place among the writes of one turn. */
  step?: { number: number; of: number } | undefined;
}

/** What a reviewer sees in two seconds: the sentence, how far it can be undone, how much, who asked, how long. */
export function ProposalHeader({ proposal, step }: ProposalHeaderProps) {
  const number = largestNumber(proposal.args, proposal.preview);
  return (
    <header className="flex flex-col gap-2">
      {step && (
        <p className="text-meta font-medium text-quiet">
          Step {step.number} of {step.of}
        </p>
      )}
      <h2 tabIndex={-1} data-detail-heading className="rounded text-title font-semibold break-words">
        <VisibleText text={proposal.summary} />
      </h2>
      <div className="flex flex-wrap items-center gap-1.5 text-small text-quiet">
        <ReversibilityBadge reversibility={proposal.reversibility} />
        {number && <Badge className="tabular-nums">{number}</Badge>}
        {proposal.requiredApprovals > 1 && (
          <Badge tone="accent">
            {proposal.givenApprovals} of {proposal.requiredApprovals} approvals
          </Badge>
        )}
        {proposal.version > 1 && <Badge>version {proposal.version}</Badge>}
        {proposal.tainted && <Badge tone="warning">text from outside</Badge>}
        {proposal.status === 'pending' && <TimeLeft until={proposal.expiresAt} />}
      </div>
      <p className="text-small text-quiet">
        <strong className="font-medium text-ink">
          <VisibleText text={proposal.requester.name} />
        </strong>{' '}
        asked through {proposal.outside && 'the outside agent '}
        <span className="font-medium text-ink">{proposal.agent}</span>
        {proposal.outside && (
          <>
            {' '}
            (owner <VisibleText text={proposal.outside.owner} />)
          </>
        )}{' '}
        <Ago at={proposal.proposedAt} />. Needs a person because:{' '}
        <span className="font-medium text-ink">{proposal.gatedBy}</span>
      </p>
      <EscalationNote escalation={proposal.escalation} waits={proposal.status === 'pending'} />
      {proposal.confidence !== undefined && (
        <ConfidenceNote value={proposal.confidence} reasons={proposal.confidenceReasons} />
      )}
      {proposal.taint && (
        <Notice tone="warning">
          Look closely: <VisibleText text={proposal.taint} />, so the wish for it may be somebody else&apos;s.
        </Notice>
      )}
      {proposal.sameEffect && (
        <Notice tone="warning">
          This very effect already took place <Ago at={proposal.sameEffect.settledAt} />.{' '}
          <Link href={`/inbox/${proposal.sameEffect.proposalId}`} className="underline">
            See that one
          </Link>
        </Notice>
      )}
    </header>
  );
}
