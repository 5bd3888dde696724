import { lengthInWords } from '@/components/time/words';
import { Notice } from '@/components/ui/notice';
import type { DecidersAnswer, ToolDeciders } from '@/lib/api/contract/decider';
import { DeciderNames } from './decider-names';

interface AskedTooProps {
  next: NonNullable<ToolDeciders['escalateTo']>;
  people: DecidersAnswer['people'];
}

/** Who may decide as well when those whom the rules ask let the time pass. */
export function AskedToo({ next: { group, afterSeconds, deciderIds }, people }: AskedTooProps) {
  const asked = people.filter(({ id }) => deciderIds.includes(id));
  return (
    <div className="flex flex-col gap-1.5 text-small">
      <p>
        <span className="font-medium">When nobody decided after {lengthInWords(afterSeconds * 1000)}.</span> The group{' '}
        {group} is asked too:
      </p>
      <DeciderNames people={asked} />
      {asked.length === 0 && <Notice tone="warning">Nobody in it may decide.</Notice>}
    </div>
  );
}
