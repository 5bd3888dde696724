import { pointerOf } from '@/lib/domain/json-pointer';
import { LeafValue } from './leaf-value';
import type { Cell, ListChange, ListRow } from './list-changes';
import { VisibleText } from './visible-text';

const looks: Record<ListRow['kind'], { sign: string; word: string; row: string }> = {
  added: { sign: '+', word: 'added', row: 'bg-added' },
  removed: { sign: '−', word: 'removed', row: 'bg-removed' },
  changed: { sign: '~', word: 'changed', row: '' },
};

/** What comes, goes and changes in a list of records, an entry a row. */
export function ListTable({ change: { list, columns, rows } }: { change: ListChange }) {
  return (
    <div className="overflow-x-auto px-3 py-2" tabIndex={0} role="group" aria-label={`Changes to ${list.join(' ')}`}>
      <p className="pb-1 font-mono text-meta text-quiet">
        <VisibleText text={list.join(' › ')} />
      </p>
      <table className="min-w-full border-collapse text-small">
        <thead className="text-left text-meta text-quiet">
          <tr>
            <th className="py-1 pr-3 font-normal">
              <span className="sr-only">What happens</span>
            </th>
            {columns.map((column) => (
              <th key={column} className="py-1 pr-3 font-normal whitespace-nowrap">
                <VisibleText text={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={pointerOf([row.index])} className={`border-t align-top ${looks[row.kind].row}`}>
              <td className="py-1 pr-3 pl-1 font-mono">
                <span aria-hidden>{looks[row.kind].sign}</span>
                <span className="sr-only">{looks[row.kind].word}</span>
              </td>
              {columns.map((column) => (
                <td key={column} className="py-1 pr-3 break-words">
                  <CellValue name={column} cell={row.cells.get(column)} kind={row.kind} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellValue({ name, cell, kind }: { name: string; cell: Cell | undefined; kind: ListRow['kind'] }) {
  if (!cell) return null;
  if (kind === 'added') return <LeafValue value={cell.after} name={name} />;
  if (kind === 'removed') return <LeafValue value={cell.before} name={name} />;
  if (JSON.stringify(cell.before) === JSON.stringify(cell.after)) {
    return (
      <span className="text-quiet">
        <LeafValue value={cell.after} name={name} />
      </span>
    );
  }
  return (
    <>
      <del className="rounded-sm bg-removed line-through decoration-danger">
        <LeafValue value={cell.before} name={name} />
      </del>{' '}
      <ins className="rounded-sm bg-added underline decoration-success">
        <LeafValue value={cell.after} name={name} />
      </ins>
    </>
  );
}
