import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { CarriedOver } from '@/lib/domain/carry-over';
import type { WrittenDraft } from './use-draft';

interface StaleNoticeProps<Version, Draft> {
  written: WrittenDraft<Version, Draft>;
  /** The newest version, and who saved it. */
  version: number;
  author: string | undefined;
}

/** Somebody else saved while this form was being filled in: what to do, and what came of it. */
export function StaleNotice<Version, Draft>({
  written,
  version,
  author = 'Somebody',
}: StaleNoticeProps<Version, Draft>) {
  const { isStale, carried, carry, restart } = written;
  if (isStale) {
    return (
      <Notice tone="warning">
        {author} saved version {version} meanwhile. Nothing of yours was saved.
        <span className="mt-2 flex flex-wrap gap-2">
          <Button size="small" onClick={carry}>
            Put my changes on theirs
          </Button>
          <Button size="small" look="quiet" onClick={restart}>
            Drop my changes
          </Button>
        </span>
      </Notice>
    );
  }
  return carried ? <Carried key={version} carried={carried} version={version} /> : null;
}

interface CarriedProps<Draft> {
  carried: CarriedOver<Draft>;
  version: number;
}

/** Takes the place, and the focus, of the button that was pressed. */
function Carried<Draft>({ carried: { theirs, both }, version }: CarriedProps<Draft>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1}>
      <Notice tone="info">
        Your changes stand on version {version} now, and are not saved yet.
        {theirs.length > 0 && ` Others changed ${theirs.join(', ')}.`}
        {both.length > 0 && ` Others changed ${both.join(', ')} too: the form says what you wrote.`}
      </Notice>
    </div>
  );
}
