import type { Json } from '@/lib/domain/json';
import { pointerOf } from '@/lib/domain/json-pointer';
import type { FieldChange, RecordChange } from './record-changes';

/** A cell of a list: how it was and how it would be; the same when it stays. */
export interface Cell {
  before: Json;
  after: Json;
}

export interface ListRow {
  index: string;
  kind: 'added' | 'removed' | 'changed';
  cells: Map<string, Cell>;
}

/** The changed entries of a list of records, as a table. */
export interface ListChange {
  list: string[];
  columns: string[];
  rows: ListRow[];
}

/** Sorts a record's changed fields into those of lists of records and the rest. An entry of a list keeps its fields that stay. */
export function listChanges({ changed, unchanged }: RecordChange): { lists: ListChange[]; fields: FieldChange[] } {
  const lists = new Map<string, ListChange>();
  const fields: FieldChange[] = [];
  for (const change of changed) {
    const place = placeOf(change.field);
    if (!place) fields.push(change);
    else put(lists, place, change);
  }
  for (const { field, value } of unchanged) {
    const place = placeOf(field);
    const row = place && lists.get(pointerOf(place.list))?.rows.find(({ index }) => index === place.index);
    if (place && row) put(lists, place, { before: value, after: value });
  }
  for (const list of lists.values()) for (const row of list.rows) row.kind = kindOf(row);
  return { lists: [...lists.values()], fields };
}

interface Place {
  list: string[];
  index: string;
  column: string;
}

/** Where a field stands in a list of records: `items › 2 › price`; undefined when it stands in none. */
function placeOf(field: readonly string[]): Place | undefined {
  const at = field.findIndex((step) => /^\d+$/.test(step));
  const index = field[at];
  if (at < 1 || index === undefined || at === field.length - 1) return undefined;
  return { list: field.slice(0, at), index, column: field.slice(at + 1).join(' › ') };
}

function put(lists: Map<string, ListChange>, { list, index, column }: Place, cell: Cell): void {
  const key = pointerOf(list);
  const known = lists.get(key) ?? { list, columns: [], rows: [] };
  lists.set(key, known);
  if (!known.columns.includes(column)) known.columns.push(column);
  let row = known.rows.find((other) => other.index === index);
  if (!row) known.rows.push((row = { index, kind: 'changed', cells: new Map() }));
  row.cells.set(column, { before: cell.before, after: cell.after });
}

function kindOf({ cells }: ListRow): ListRow['kind'] {
  const all = [...cells.values()];
  if (all.every(({ before }) => before === null)) return 'added';
  return all.every(({ after }) => after === null) ? 'removed' : 'changed';
}
