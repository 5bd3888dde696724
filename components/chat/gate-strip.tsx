import { clsx } from 'clsx';
import { CircleCheck, CircleX, Clock3, Info, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock, Countdown } from '@/components/time/moments';
import type { CallRevert } from '@/lib/api/contract/conversation';
import { gateInWords, type GateWords } from './gate-words';
import type { GateLine } from './run-story';

const looks: Record<GateWords['tone'], { icon: LucideIcon; style: string }> = {
  waiting: { icon: Clock3, style: 'bg-warning-soft text-warning' },
  good: { icon: CircleCheck, style: 'bg-success-soft text-success' },
  bad: { icon: CircleX, style: 'bg-danger-soft text-danger' },
  neutral: { icon: Info, style: 'bg-surface text-quiet' },
};

interface GateStripProps {
  gate: GateLine;
  /** A person undid its effect, or tried to. */
  revert: CallRevert | undefined;
  linkToInbox: boolean;
}

/** The truth about one gated call: what it is, how it stands, and whether anything has been sent. */
export function GateStrip({ gate, revert, linkToInbox }: GateStripProps) {
  const words = gateInWords(gate, revert);
  const { icon: Icon, style } = looks[words.tone];
  return (
    <div className="overflow-hidden rounded-md ring-1 ring-line ring-inset">
      <p className="px-3 py-2 text-small font-medium break-words text-ink">
        {linkToInbox ? (
          <Link href={`/inbox/${gate.created.proposalId}`} className="underline underline-offset-2">
            <VisibleText text={gate.created.summary} />
          </Link>
        ) : (
          <VisibleText text={gate.created.summary} />
        )}
      </p>
      <p role="status" className={clsx('flex items-start gap-2 px-3 py-1.5 text-small', style)}>
        <Icon aria-hidden className="mt-px size-4 shrink-0" />
        <span className="min-w-0 break-words">
          <VisibleText text={words.text} />
          {words.expiresAt && (
            <>
              {' · expires '}
              <Clock at={words.expiresAt} />
              {' · nothing has been sent'}
            </>
          )}
          {words.heldUntil && (
            <>
              {' until '}
              <Clock at={words.heldUntil} />
              {' · nothing has been sent'}
            </>
          )}
          {words.holdUntil && (
            <>
              {' '}
              <Countdown until={words.holdUntil} />
            </>
          )}
        </span>
      </p>
    </div>
  );
}
