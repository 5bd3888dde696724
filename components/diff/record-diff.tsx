import type { Json } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';
import { isLongText } from './full-text';
import { LeafValue } from './leaf-value';
import { listChanges } from './list-changes';
import { ListTable } from './list-table';
import { moneyDifference } from './money';
import { recordChanges, type FieldChange, type RecordChange } from './record-changes';
import { VisibleText } from './visible-text';
import { isWorthWordDiff, WordDiff } from './word-diff';

/** More than fit on a screen, so that nobody takes the first of them for all. */
const MANY_FIELDS = 12;

/** What a write does to the records it touches, field by field, old and new; fields that stay are folded. */
export function RecordDiff({ preview }: { preview: Preview }) {
  const records = recordChanges(preview);
  if (records.length === 0) return <p className="text-small text-quiet">No record changes.</p>;
  return (
    <div className="flex flex-col gap-3">
      {records.map((record) => (
        <RecordCard key={record.record.join('/')} record={record} />
      ))}
    </div>
  );
}

function RecordCard({ record: change }: { record: RecordChange }) {
  const { record, unchanged } = change;
  const { lists, fields } = listChanges(change);
  return (
    <div
      role="group"
      className="overflow-hidden rounded-md ring-1 ring-line"
      aria-label={`Changes to ${record.join(' ') || 'the arguments'}`}
    >
      {record.length > 0 && (
        <h4 className="border-b bg-surface px-3 py-1.5 font-mono text-meta break-all">
          <VisibleText text={record.join(' › ')} />
        </h4>
      )}
      {fields.length > MANY_FIELDS && (
        <p className="border-b px-3 py-1.5 text-small font-medium">{fields.length} fields change.</p>
      )}
      <dl className="divide-y">
        {fields.map((field) => (
          <ChangedField key={field.field.join('/')} change={field} />
        ))}
      </dl>
      {lists.map((list) => (
        <div key={list.list.join('/')} className={fields.length > 0 ? 'border-t' : ''}>
          <ListTable change={list} />
        </div>
      ))}
      {unchanged.length > 0 && (
        <details className="border-t">
          <summary className="px-3 py-1.5 text-meta text-quiet hover:text-ink">
            {unchanged.length === 1 ? '1 field stays as it is' : `${unchanged.length} fields stay as they are`}
          </summary>
          <dl className="grid gap-x-3 gap-y-1 px-3 pb-2 text-small md:grid-cols-[12rem_1fr]">
            {unchanged.map(({ field, value }) => (
              <div key={field.join('/')} className="contents">
                <FieldName field={field} />
                <dd className="min-w-0 break-words text-quiet">
                  <LeafValue value={value} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function FieldName({ field }: { field: string[] }) {
  return (
    <dt className="min-w-0 font-mono text-meta leading-[18px] break-words text-quiet">
      <VisibleText text={field.join(' › ')} />
    </dt>
  );
}

function ChangedField({ change: { field, before, after } }: { change: FieldChange }) {
  const name = field.at(-1) ?? '';
  return (
    <div className="grid gap-x-3 gap-y-1 px-3 py-2 text-small md:grid-cols-[12rem_1fr]">
      <FieldName field={field} />
      {isWorthWordDiff(before, after) ? (
        <dd className="min-w-0">
          <WordDiff before={String(before)} after={String(after)} />
        </dd>
      ) : (
        <dd
          className={`grid min-w-0 gap-1 ${isLongText(before) || isLongText(after) ? '' : 'sm:grid-cols-2 sm:gap-2'}`}
        >
          <Side sign="−" word="before" name={name} value={before} className="bg-removed" />
          <Side
            sign="+"
            word="after"
            name={name}
            value={after}
            className="bg-added"
            note={difference(name, before, after)}
          />
        </dd>
      )}
    </div>
  );
}

interface SideProps {
  sign: string;
  word: string;
  name: string;
  value: Json;
  className: string;
  note?: string | undefined;
}

function Side({ sign, word, name, value, className, note }: SideProps) {
  return (
    <div className={`flex min-w-0 gap-2 rounded px-2 py-0.5 ${value === null ? 'bg-surface' : className}`}>
      <span aria-hidden className="font-mono select-none">
        {sign}
      </span>
      <span className="sr-only">{word}: </span>
      <span className="min-w-0 break-words whitespace-pre-wrap">
        <LeafValue value={value} name={name} />
        {note && <span className="ml-2 tabular-nums opacity-80">({note})</span>}
      </span>
    </div>
  );
}

function difference(name: string, before: Json, after: Json): string | undefined {
  if (typeof before !== 'number' || typeof after !== 'number') return undefined;
  const by = after - before;
  const size = Math.abs(by);
  const rounded = moneyDifference(name, size) ?? (Number.isInteger(by) ? String(size) : size.toFixed(2));
  return `${by < 0 ? '−' : '+'}${rounded}`;
}
