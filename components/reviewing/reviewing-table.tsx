import { VisibleText } from '@/components/diff/visible-text';
import { lengthInWords } from '@/components/time/words';
import type { ReviewingRow } from '@/lib/api/contract/reviewing';

const columns: { name: string; about: string; valueOf: (row: ReviewingRow) => string }[] = [
  { name: 'Decisions', about: 'Answers given', valueOf: ({ decisions }) => String(decisions) },
  { name: 'In sight', about: 'Median time the card was in sight', valueOf: ({ visibleMs }) => lookInWords(visibleMs) },
  {
    name: 'Until decided',
    about: 'Median time from proposal to decision',
    valueOf: ({ waitedMs }) => lengthInWords(waitedMs),
  },
  {
    name: 'Under 1 s',
    about: 'Approvals after less than a second',
    valueOf: (row) => shareOf(row, row.underASecond, row.approved),
  },
  { name: 'Edited', about: 'Approved with edits', valueOf: (row) => shareOf(row, row.edited) },
  {
    name: 'Rejected',
    about: 'Rejected, or answered instead',
    valueOf: (row) => shareOf(row, row.rejected + row.responded),
  },
];

interface ReviewingTableProps {
  rows: readonly ReviewingRow[];
  /** Whether it tells of more people than the reader. */
  everybody: boolean;
}

/** A row for each reviewer and tool. */
export function ReviewingTable({ rows, everybody }: ReviewingTableProps) {
  return (
    <div role="region" aria-label="Reviewing" tabIndex={0} className="overflow-x-auto rounded-md ring-1 ring-line">
      <table className="w-full text-small">
        <thead>
          <tr className="border-b text-left text-meta text-quiet">
            {everybody && <Head>Reviewer</Head>}
            <Head>Tool</Head>
            {columns.map(({ name, about }) => (
              <Head key={name} title={about} right>
                {name}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map((row) => (
            <tr key={`${row.reviewer.id} ${row.tool}`}>
              {everybody && (
                <td className="px-3 py-2">
                  <VisibleText text={row.reviewer.name} />
                </td>
              )}
              <td className="px-3 py-2 font-mono text-meta">{row.tool}</td>
              {columns.map(({ name, valueOf }) => (
                <td key={name} className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
                  {valueOf(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ children, title, right }: { children: string; title?: string; right?: boolean }) {
  return (
    <th scope="col" title={title} className={`px-3 py-2 font-medium whitespace-nowrap ${right ? 'text-right' : ''}`}>
      {children}
    </th>
  );
}

function lookInWords(milliseconds: number | null): string {
  if (milliseconds === null) return 'unknown';
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : lengthInWords(milliseconds);
}

function shareOf({ decisions }: ReviewingRow, count: number, of = decisions): string {
  return count === 0 ? '0' : `${count} (${Math.round((100 * count) / of)} %)`;
}
