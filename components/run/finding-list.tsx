import { VisibleText } from '@/components/diff/visible-text';
import { Notice } from '@/components/ui/notice';
import type { AnswerFinding } from '@/lib/domain/answer';

/** What a check found wrong with a text or a call: the words at fault, each with why. */
export function FindingList({ findings, title }: { findings: readonly AnswerFinding[]; title: string }) {
  if (findings.length === 0) return null;
  return (
    <Notice tone="warning">
      <p className="font-medium">{title}</p>
      <ul className="mt-1 flex flex-col gap-1">
        {findings.map(({ at, kind, quote, argument, why }) => (
          <li key={`${argument ?? ''} ${at} ${kind} ${quote}`}>
            {quote !== '' && (
              <q className="font-medium">
                <VisibleText text={quote} />
              </q>
            )}
            {argument !== undefined && ` in ${argument}`}
            {quote !== '' && ': '}
            <VisibleText text={why} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
