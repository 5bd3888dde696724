import { Users } from 'lucide-react';
import type { ProposalView } from '@/lib/api/contract/proposal';

/** What one's approval leads to when it takes several people; nothing when one is enough. */
export function QuorumNote({ proposal }: { proposal: ProposalView }) {
  const { requiredApprovals, givenApprovals, allowedDecisions } = proposal;
  if (requiredApprovals < 2) return null;
  const left = requiredApprovals - givenApprovals - 1;
  const mine = allowedDecisions.includes('approve');
  return (
    <p className="flex items-center gap-1.5 text-small text-quiet">
      <Users aria-hidden className="size-4 shrink-0" />
      {givenApprovals} of {requiredApprovals} approvals.{' '}
      {mine && left > 0 && `After yours ${left} more ${left === 1 ? 'person is' : 'people are'} needed.`}
      {mine && left <= 0 && 'Yours is the last one needed: it runs then.'}
      {!mine && 'You gave yours; you can still reject it.'}
    </p>
  );
}
