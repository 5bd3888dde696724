import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { Ago } from '@/components/time/moments';
import { Badge, type Tone } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import type { BacktestAnswer, BacktestedCall } from '@/lib/api/contract/policy-history';
import type { Verdict } from '@/lib/domain/policy';

const SHOWN = 10;

const words: Record<Verdict, string> = { auto: 'runs by itself', require_approval: 'asks people', deny: 'is refused' };

/** How rules would have treated recorded calls, what people had said no to first. */
export function BacktestResult({ answer, faded = false }: { answer: BacktestAnswer; faded?: boolean }) {
  const { total, capped, unchanged, wouldBe, newlyAuto, sample } = answer;
  if (total === 0) {
    return (
      <p className="text-small text-quiet">No call was recorded in the last 30 days, so there is nothing to try.</p>
    );
  }
  return (
    <div className={`flex flex-col gap-2 ${faded ? 'opacity-60' : ''}`}>
      <p className="text-small" role="status">
        {capped ? `The newest ${total} calls of` : `${calls(total)} in`} the last 30 days: {wouldBe.auto} would have run
        by themselves, {wouldBe.require_approval} asked people, {wouldBe.deny} been refused. {unchanged} as before.
      </p>
      {newlyAuto > 0 && <NewlyAutomatic answer={answer} />}
      <ul aria-label="Calls that would change" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {sample.slice(0, SHOWN).map((call) => (
          <ChangedCall key={call.proposalId} call={call} />
        ))}
      </ul>
      {total - unchanged > SHOWN && (
        <p className="text-meta text-quiet">
          Shown are {Math.min(SHOWN, sample.length)} of {total - unchanged}, what people had said no to first.
        </p>
      )}
    </div>
  );
}

function NewlyAutomatic({ answer: { newlyAuto, rejectedAmongAuto, editedAmongAuto } }: { answer: BacktestAnswer }) {
  const said = [
    rejectedAmongAuto > 0 ? `rejected ${rejectedAmongAuto}` : '',
    editedAmongAuto > 0 ? `edited ${editedAmongAuto}` : '',
  ].filter(Boolean);
  return (
    <Notice tone={said.length > 0 ? 'warning' : 'info'}>
      {calls(newlyAuto)} that asked people would have run by {newlyAuto === 1 ? 'itself' : 'themselves'};{' '}
      {said.length > 0 ? `people had ${said.join(' and ')} of those.` : 'people had rejected or edited none of those.'}
    </Notice>
  );
}

const answers: Record<NonNullable<BacktestedCall['answer']>, { text: string; tone: Tone }> = {
  reject: { text: 'rejected', tone: 'danger' },
  edit: { text: 'edited', tone: 'warning' },
  approve: { text: 'approved', tone: 'success' },
  respond: { text: 'answered', tone: 'neutral' },
};

function ChangedCall({ call: { proposalId, summary, proposedAt, was, wouldBe, answer } }: { call: BacktestedCall }) {
  const said = answer && answers[answer];
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2 text-small">
      <Link href={`/inbox/${proposalId}`} className="min-w-0 basis-full break-words underline">
        <VisibleText text={summary} />
      </Link>
      {said && <Badge tone={said.tone}>{said.text}</Badge>}
      <span className="text-meta text-quiet">
        {was === wouldBe ? 'asks another number of people' : `${words[was]} → ${words[wouldBe]}`} ·{' '}
        <Ago at={proposedAt} />
      </span>
    </li>
  );
}

function calls(count: number): string {
  return `${count} ${count === 1 ? 'call' : 'calls'}`;
}
