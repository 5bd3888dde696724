import { VisibleText } from '@/components/diff/visible-text';
import { Ago, Clock } from '@/components/time/moments';
import type { TracedProposal } from '@/lib/api/contract/run-trace';
import { ConfidenceLine } from './confidence-line';

type Decision = TracedProposal['decisions'][number];
type Execution = TracedProposal['executions'][number];

const verbs: Record<Decision['verdict'], string> = {
  approve: 'approved',
  edit: 'approved with edits',
  reject: 'rejected',
  respond: 'answered instead',
};

const ends: Record<Execution['status'], string> = {
  ready: 'is to run',
  claimed: 'is about to run',
  dispatching: 'is on its way',
  succeeded: 'ran and succeeded',
  failed: 'ran and failed',
  unknown: 'was sent; nobody knows whether it took place',
  aborted: 'was not run',
};

/** What policy said of a write, who decided in which words, and what was sent. */
export function CallGate({ proposal }: { proposal: TracedProposal }) {
  const { version, status, proposedAt, gatedBy, taint, confidence, settledBy, decisions, executions } = proposal;
  return (
    <div className="flex flex-col gap-0.5 border-l-2 border-line-strong pl-3">
      <p className="break-words text-quiet">
        Version {version} of <Clock at={proposedAt} />, {status}. Policy: <VisibleText text={gatedBy} />
      </p>
      {taint && (
        <p className="break-words text-warning">
          Tainted: <VisibleText text={taint} />
        </p>
      )}
      {confidence && <ConfidenceLine confidence={confidence} />}
      {decisions.length === 0 && (
        <p className="text-quiet">{settledBy ? `Settled by ${settledBy}.` : 'Nobody has decided.'}</p>
      )}
      <ul className="contents">
        {decisions.map((decision, index) => (
          <li key={index} className="break-words">
            <span className="font-medium">
              <VisibleText text={decision.actor.name} />
            </span>{' '}
            {verbs[decision.verdict]} version {decision.version} <Ago at={decision.at} />
            {(decision.reason ?? decision.message) && (
              <>
                : <VisibleText text={decision.reason ?? decision.message ?? ''} />
              </>
            )}
          </li>
        ))}
        {executions.map((execution) => (
          <li key={execution.id} className="break-words">
            <ExecutionLine execution={execution} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ExecutionLine({
  execution: { status, undoes, actor, attempts, error, heldUntil, evidence, reconciledBy, settledAt, createdAt },
}: {
  execution: Execution;
}) {
  return (
    <>
      {undoes ? 'Undoing it' : 'It'} {ends[status]}
      {undoes && actor && (
        <>
          {' '}
          (asked for by <VisibleText text={actor.name} />)
        </>
      )}{' '}
      <Ago at={settledAt ?? createdAt} />
      {attempts > 1 && `, sent ${attempts} times`}
      {error && (
        <>
          : <VisibleText text={error} />
        </>
      )}
      {heldUntil && (
        <>
          {' '}
          (its tool’s rate limit kept it until <Clock at={heldUntil} />)
        </>
      )}
      {evidence && (
        <>
          {'. '}
          <VisibleText text={reconciledBy?.name ?? 'A person'} /> found out: <VisibleText text={evidence} />
        </>
      )}
    </>
  );
}
