import Link from 'next/link';
import type { Json } from '@/lib/domain/json';
import type { ValueProvenance, ValueSource as Source } from '@/lib/domain/provenance';
import { Badge } from '@/components/ui/badge';
import { VisibleText } from './visible-text';

const words: Record<Exclude<Source, 'tool'>, string> = {
  user: "from the requester's words",
  person: 'from the team',
  instructions: "from the agent's instructions",
  edit: 'edited',
  schema: 'chosen from what the tool offers',
  derived: 'put together from known values',
  written: 'written by the agent',
  outside: 'as told by the outside agent',
  made_up: 'made up by the agent',
};

/** Where one argument's value came from, quietly; loudly when it came from nowhere or through text from outside. */
export function ValueSource({ of, value }: { of: ValueProvenance; value: Json }) {
  return (
    <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 font-sans break-words text-quiet">
      <span className={of.source === 'made_up' ? 'font-medium text-warning' : ''}>
        {of.source === 'schema' && isEmpty(value) ? 'left empty' : <SourceWords of={of} />}
      </span>
      {of.tainted && <Badge tone="warning">only in text from outside</Badge>}
    </span>
  );
}

function isEmpty(value: Json): boolean {
  return value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function SourceWords({ of: { source, tool, stepId, person, untraced } }: { of: ValueProvenance }) {
  if (source === 'tool') return <StepLink tool={tool} stepId={stepId} />;
  return (
    <>
      {words[source]}
      {person !== undefined && (
        <>
          {source === 'edit' ? ' by ' : ', '}
          <VisibleText text={person} />
        </>
      )}
      {untraced && (
        <>
          {': nothing says '}
          <VisibleText text={untraced.join(', ')} />
        </>
      )}
    </>
  );
}

/** The result it came from, at its step on the run's page. */
function StepLink({ tool, stepId = '' }: { tool: string | undefined; stepId: string | undefined }) {
  const [, runId = '', step = '0'] = /^(.+):(\d+)$/.exec(stepId) ?? [];
  const number = Number(step) + 1;
  return (
    <>
      {'from '}
      <Link href={`/runs/${runId}#step-${number}`} className="underline underline-offset-2 hover:text-ink">
        <VisibleText text={tool ?? 'a tool'} />, step {number}
      </Link>
    </>
  );
}
