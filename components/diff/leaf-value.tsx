import type { Json } from '@/lib/domain/json';
import { VisibleText } from './visible-text';

/** One value in words: text as it reads, nothing as "nothing", anything else as JSON. */
export function LeafValue({ value }: { value: Json }) {
  if (value === null) return <span className="italic">nothing</span>;
  if (value === '') return <span className="italic">empty text</span>;
  if (typeof value === 'string') return <VisibleText text={value} />;
  return <span className="tabular-nums">{JSON.stringify(value)}</span>;
}

/** One value in canonical JSON. */
export function CanonicalValue({ value }: { value: Json }) {
  return <VisibleText text={JSON.stringify(value)} />;
}
