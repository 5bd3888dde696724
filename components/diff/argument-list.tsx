import type { JsonObject } from '@/lib/domain/json';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { leavesOf, pointerOf } from './json-leaves';
import { CanonicalValue } from './leaf-value';
import { VisibleText } from './visible-text';

type Provenance = ProposalView['provenance'][number];

const sources: Record<Provenance['source'], string> = {
  user: 'the user said so',
  tool: 'from a tool',
  edit: 'edited by a person',
  none: 'from nowhere: the model made it up',
};

/** Every argument, complete and in canonical JSON, with where its value came from when that is known. */
export function ArgumentList({ args, provenance }: { args: JsonObject; provenance: readonly Provenance[] }) {
  const leaves = leavesOf(args).filter(({ path }) => path.length > 0);
  if (leaves.length === 0) return <p className="text-small text-quiet">This call takes no arguments.</p>;
  return (
    <dl className="divide-y rounded-md font-mono text-meta ring-1 ring-line">
      {leaves.map(({ path, value }) => (
        <div key={pointerOf(path)} className="grid gap-x-3 px-3 py-1.5 md:grid-cols-[12rem_1fr]">
          <dt className="min-w-0 break-words text-quiet">
            <VisibleText text={path.join(' › ')} />
          </dt>
          <dd className="min-w-0 break-all whitespace-pre-wrap">
            <CanonicalValue value={value} />
            <Source of={provenance.find(({ pointer }) => pointer === pointerOf(path))} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Source({ of: provenance }: { of: Provenance | undefined }) {
  if (!provenance) return null;
  const doubtful = provenance.source === 'none';
  return (
    <span className={`ml-2 font-sans ${doubtful ? 'text-warning' : 'text-quiet'}`}>
      {sources[provenance.source]}
      {provenance.stepId && `, step ${provenance.stepId}`}
    </span>
  );
}
