import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { Badge, type Tone } from '@/components/ui/badge';
import type { ToolCallView } from '@/lib/api/contract/run';
import type { Json } from '@/lib/domain/json';
import type { ToolCallStatus } from '@/lib/domain/tool-call';
import { CallDecisions } from './call-decisions';

const tones: Record<ToolCallStatus, Tone> = {
  ready: 'neutral',
  awaiting: 'warning',
  succeeded: 'success',
  failed: 'danger',
  refused: 'danger',
  rejected: 'danger',
  responded: 'neutral',
  expired: 'neutral',
  cancelled: 'neutral',
  unknown: 'warning',
};

/** One call with what went in, what came out, and who decided. */
export function CallCard({ call }: { call: ToolCallView }) {
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-surface px-3 py-2 text-small">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-mono font-medium break-all">
          <VisibleText text={call.name} />
        </span>
        <Badge tone={tones[call.status]}>{call.status}</Badge>
        {call.revert?.status === 'succeeded' && (
          <Badge>
            undone by <VisibleText text={call.revert.actor.name} />
          </Badge>
        )}
        {call.proposalId && (
          <Link href={`/inbox/${call.proposalId}`} className="text-accent underline underline-offset-2">
            Proposal
          </Link>
        )}
      </div>
      {call.summary && (
        <p className="break-words">
          <VisibleText text={call.summary} />
        </p>
      )}
      <Value label="Arguments" value={call.args} />
      {call.proposalId && <CallDecisions proposalId={call.proposalId} />}
      {call.output !== undefined && <Value label="Output" value={call.output} />}
      {call.error !== undefined && (
        <p className="break-words text-danger">
          <VisibleText text={call.error} />
        </p>
      )}
    </div>
  );
}

function Value({ label, value }: { label: string; value: Json }) {
  return (
    <details>
      <summary className="text-meta text-quiet hover:text-ink">{label}</summary>
      <pre tabIndex={0} className="mt-1 max-h-80 overflow-auto font-mono text-meta whitespace-pre-wrap">
        <VisibleText text={JSON.stringify(value, null, 2)} />
      </pre>
    </details>
  );
}
