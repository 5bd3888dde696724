import type { Json } from '@/lib/domain/json';
import { FullText } from './full-text';
import { moneyText } from './money';

/** One value in words: text as it reads, nothing as "nothing", money by the name of its field, anything else as JSON. */
export function LeafValue({ value, name = '' }: { value: Json; name?: string }) {
  if (value === null) return <span className="italic">nothing</span>;
  if (value === '') return <span className="italic">empty text</span>;
  if (typeof value === 'string') return <FullText text={value} />;
  const money = typeof value === 'number' ? moneyText(name, value) : undefined;
  return <span className="tabular-nums">{money ?? JSON.stringify(value)}</span>;
}

/** One value in canonical JSON. */
export function CanonicalValue({ value }: { value: Json }) {
  return <FullText text={JSON.stringify(value)} />;
}
