'use client';

import { OctagonPause } from 'lucide-react';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { haltedThing, type Halt } from './halt-words';

/** What is halted, by whom, since when, and what that means. */
export default function HaltList({ halts }: { halts: readonly Halt[] }) {
  return (
    <div
      role="status"
      className="max-h-28 shrink-0 overflow-y-auto border-b bg-danger-soft px-4 py-2 text-small text-danger"
    >
      <ul className="flex flex-col gap-1">
        {halts.map((halt) => (
          <li key={`${halt.scope}:${halt.name}`} className="flex items-start gap-2">
            <OctagonPause aria-hidden className="mt-px size-4 shrink-0" />
            <span className="min-w-0 break-words">
              <HaltSentence halt={halt} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function HaltSentence({ halt }: { halt: Halt }) {
  const who = halt.by === null ? 'by the system' : `by ${halt.by}`;
  const start = halt.scope === 'all' ? 'Halted' : `${haltedThing(halt)} is halted`;
  return (
    <>
      <span className="font-medium">
        <VisibleText text={`${start} ${who}`} /> since <Clock at={halt.at} />:
      </span>{' '}
      nothing {halt.scope === 'all' ? '' : 'of it '}is being sent.
      {halt.reason && (
        <>
          {' '}
          Reason: <VisibleText text={halt.reason} />
        </>
      )}
    </>
  );
}
