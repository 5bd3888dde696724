import { VisibleText } from '@/components/diff/visible-text';
import type { Confidence } from '@/lib/domain/confidence';

/** How far something can be trusted, and why no further. */
export function ConfidenceLine({ confidence: { value, stated, reasons } }: { confidence: Confidence }) {
  return (
    <p className="text-meta break-words text-quiet">
      Confidence {value.toFixed(2)}
      {stated === null ? ' (the model said none)' : ` (the model said ${stated.toFixed(2)})`}
      {reasons.length > 0 && ': '}
      <VisibleText text={reasons.map(({ why, factor }) => `${why} (× ${factor})`).join('; ')} />
    </p>
  );
}
