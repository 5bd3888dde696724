import type { ValueProvenance } from '@/lib/domain/provenance';
import type { JsonObject } from '@/lib/domain/json';
import { pointerOf } from '@/lib/domain/json-pointer';
import { leavesOf } from './json-leaves';
import { CanonicalValue } from './leaf-value';
import { ValueSource } from './value-source';
import { VisibleText } from './visible-text';

interface ArgumentListProps {
  args: JsonObject;
  provenance: readonly ValueProvenance[];
}

/** Every argument, complete and in canonical JSON, with where its value came from: first what is in doubt. */
export function ArgumentList({ args, provenance }: ArgumentListProps) {
  const sources = new Map(provenance.map((source) => [source.pointer, source]));
  const rows = leavesOf(args)
    .filter(({ path }) => path.length > 0)
    .map(({ path, value }) => ({ path, value, pointer: pointerOf(path), source: sources.get(pointerOf(path)) }))
    .sort((left, right) => doubtOf(right.source) - doubtOf(left.source));
  if (rows.length === 0) return <p className="text-small text-quiet">This call takes no arguments.</p>;
  return (
    <dl className="divide-y rounded-md font-mono text-meta ring-1 ring-line">
      {rows.map(({ path, value, pointer, source }) => (
        <div key={pointer} className="grid gap-x-3 px-3 py-1.5 md:grid-cols-[12rem_1fr]">
          <dt className="min-w-0 break-words text-quiet">
            <VisibleText text={path.join(' › ')} />
          </dt>
          <dd className="min-w-0 break-all whitespace-pre-wrap">
            <CanonicalValue value={value} />
            {source && <ValueSource of={source} value={value} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function doubtOf(source: ValueProvenance | undefined): number {
  if (source?.source === 'made_up') return 2;
  return source?.tainted ? 1 : 0;
}
