import { Countdown, While } from '@/components/time/moments';
import { Notice } from '@/components/ui/notice';
import { VisibleText } from '@/components/diff/visible-text';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { outcomeOf } from './outcome-words';
import { TakeBackButton } from './take-back-button';

/** How a proposal that no longer waits stands. */
export function OutcomeNotice({ proposal }: { proposal: ProposalView }) {
  const outcome = outcomeOf(proposal);
  if (!outcome) return null;
  return (
    <Notice tone={outcome.tone}>
      <VisibleText text={outcome.text} />
      {outcome.holdUntil && (
        <>
          {' '}
          <Countdown until={outcome.holdUntil} does={proposal.outside ? 'The agent is told' : 'It runs'} />{' '}
          {proposal.holdSeconds > 0 && (
            <While until={proposal.outside && outcome.holdUntil}>
              <TakeBackButton proposalId={proposal.id} />
            </While>
          )}
        </>
      )}
    </Notice>
  );
}
