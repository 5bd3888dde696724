import { Clock } from '@/components/time/moments';
import type { ProposalView } from '@/lib/api/contract/proposal';

/** Which group was asked too, or will be when nobody decides before. */
export function EscalationNote({ escalation, waits }: { escalation: ProposalView['escalation']; waits: boolean }) {
  if (!escalation) return null;
  const { group, at, asked } = escalation;
  if (!asked && !waits) return null;
  return (
    <p className="text-small text-quiet">
      <span className="font-medium text-ink">{group}</span>{' '}
      {asked ? 'was asked too,' : 'is asked too if nobody decides before'} <Clock at={at} />.
    </p>
  );
}
