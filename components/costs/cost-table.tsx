import { clsx } from 'clsx';
import { VisibleText } from '@/components/diff/visible-text';

interface CostTableProps {
  label: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many columns, from the left, are words rather than numbers. */
  words: number;
}

/** A table of numbers, which scrolls by itself where it is too wide. */
export function CostTable({ label, head, rows, words }: CostTableProps) {
  const numeric = (index: number) => index >= words && 'text-right tabular-nums';
  return (
    <div role="region" aria-label={label} tabIndex={0} className="mt-2 overflow-x-auto rounded-md ring-1 ring-line">
      <table className="w-full text-small">
        <thead>
          <tr className="border-b text-left text-meta text-quiet">
            {head.map((name, index) => (
              <th key={name} scope="col" className={clsx('px-3 py-2 font-medium whitespace-nowrap', numeric(index))}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row) => (
            <tr key={row.slice(0, words).join(' ')}>
              {row.map((cell, index) => (
                <td key={head[index]} className={clsx('px-3 py-2 whitespace-nowrap', numeric(index))}>
                  <VisibleText text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
