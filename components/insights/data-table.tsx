import Link from 'next/link';

export interface DataRow {
  name: string;
  href: string;
  cells: readonly string[];
}

/** What a chart draws, in numbers; folded away until somebody wants it. */
export function DataTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly string[];
  rows: readonly DataRow[];
}) {
  return (
    <details className="text-small">
      <summary className="w-fit rounded text-quiet hover:text-ink">Data table</summary>
      <div
        role="region"
        aria-label={caption}
        tabIndex={0}
        className="mt-2 max-h-64 overflow-auto rounded ring-1 ring-line"
      >
        <table className="w-full">
          <caption className="sr-only">{caption}</caption>
          <thead className="text-left text-meta text-quiet">
            <tr>
              {columns.map((column, index) => (
                <th key={column} scope="col" className={`px-2 py-1 font-medium ${index === 0 ? '' : 'text-right'}`}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {rows.map(({ name, href, cells }) => (
              <tr key={href + name}>
                <th scope="row" className="px-2 py-1 text-left font-normal whitespace-nowrap">
                  <Link href={href} prefetch={false} className="rounded text-accent underline">
                    {name}
                  </Link>
                </th>
                {cells.map((cell, index) => (
                  <td key={columns[index + 1]} className="px-2 py-1 text-right whitespace-nowrap tabular-nums">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
