import type { Json } from '@/lib/domain/json';
import { moneyText } from './money';
import { VisibleText } from './visible-text';

/** One value in words: text as it reads, nothing as "nothing", money by the name of its field, anything else as JSON. */
export function LeafValue({ value, name = '' }: { value: Json; name?: string }) {
  if (value === null) return <span className="italic">nothing</span>;
  if (value === '') return <span className="italic">empty text</span>;
  if (typeof value === 'string') return <VisibleText text={value} />;
  const money = typeof value === 'number' ? moneyText(name, value) : undefined;
  return <span className="tabular-nums">{money ?? JSON.stringify(value)}</span>;
}

/** One value in canonical JSON. */
export function CanonicalValue({ value }: { value: Json }) {
  return <VisibleText text={JSON.stringify(value)} />;
}
