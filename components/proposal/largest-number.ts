import { leavesOf } from '@/components/diff/json-leaves';
import { recordChanges } from '@/components/diff/record-changes';
import type { JsonObject } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';

/** The largest number a call involves, with its name: an argument's, else how far a field of a record moves. */
export function largestNumber(args: JsonObject, preview: Preview): string | undefined {
  const given = leavesOf(args).flatMap(({ path, value }) => (typeof value === 'number' ? [{ path, value }] : []));
  const changed = recordChanges(preview).flatMap((record) => record.changed);
  const moved = changed.flatMap(({ field, before, after }) =>
    typeof after === 'number' && (before === null || typeof before === 'number')
      ? [{ path: field, value: after - (before ?? 0) }]
      : [],
  );
  const numbers = given.length > 0 ? given : moved;
  const [largest] = numbers.sort((left, right) => Math.abs(right.value) - Math.abs(left.value));
  if (!largest) return undefined;
  return inWords(largest.path.at(-1) ?? '', largest.value, numbers === moved);
}

/**
 * Minor units of money are shown in major ones: "amount_cents" 4200 reads "amount 42.00". How far something moves has its
 * sign: "version +1" is no version.
 */
function inWords(name: string, value: number, moved: boolean): string {
  const signDisplay = moved ? 'exceptZero' : 'auto';
  const format = (number: number, digits: number) =>
    number.toLocaleString('en', {
      signDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: Math.max(digits, 2),
    });
  if (name.endsWith('_cents'))
    return `${name.slice(0, -'_cents'.length).replaceAll('_', ' ')} ${format(value / 100, 2)}`;
  return `${name.replaceAll('_', ' ')} ${format(value, 0)}`.trim();
}
