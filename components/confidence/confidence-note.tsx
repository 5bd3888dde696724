import type { ConfidenceReason } from '@/lib/domain/confidence';

/** A confidence as a number and a word, and what lowered it for whoever asks. */
export function ConfidenceNote({ value, reasons }: { value: number; reasons: readonly ConfidenceReason[] }) {
  const figure = (
    <>
      Confidence <span className="font-medium text-ink tabular-nums">{value.toFixed(2)}</span> ({wordFor(value)})
    </>
  );
  if (reasons.length === 0) return <p className="text-small text-quiet">{figure}</p>;
  return (
    <details className="text-small text-quiet">
      <summary className="hover:text-ink">{figure}</summary>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
        {reasons.map(({ factor, why }) => (
          <li key={why} className="break-words">
            {why} <span className="whitespace-nowrap tabular-nums">× {factor.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function wordFor(value: number): string {
  if (value >= 0.8) return 'high';
  return value >= 0.5 ? 'fair' : 'low';
}
