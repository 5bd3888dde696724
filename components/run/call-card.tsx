import Link from 'next/link';
import { dollars } from '@/components/costs/dollars';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { lengthInWords } from '@/components/time/words';
import { Badge, type Tone } from '@/components/ui/badge';
import type { TracedCall } from '@/lib/api/contract/run-trace';
import type { GateLayer, ToolCallStatus } from '@/lib/domain/tool-call';
import { CallGate } from './call-gate';
import { CallOutput } from './call-output';
import { Folded } from './folded';
import { FindingList } from './finding-list';
import { PlainBlock } from './plain-block';

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

const layers: Record<GateLayer, string> = {
  intake: 'how it was written',
  schema: 'its schema',
  semantic: 'the state of the records',
  authorization: 'whose records it is about',
  repetition: 'repetition',
  policy: 'policy',
};

/** One call with what went in, what the gate and people made of it, and what came out. */
export function CallCard({ runId, call }: { runId: string; call: TracedCall }) {
  const latest = call.proposals.at(-1);
  return (
    <div
      id={`call-${call.callId}`}
      tabIndex={-1}
      className="flex scroll-mt-16 flex-col gap-1.5 rounded-md bg-surface px-3 py-2 text-small focus:ring-2 focus:ring-accent focus:outline-none"
    >
      <div className="flex flex-wrap items-center gap-2">
        <a href={`#call-${call.callId}`} className="font-mono font-medium break-all hover:underline">
          <VisibleText text={call.name} />
        </a>
        <Badge tone={tones[call.status]}>{call.status}</Badge>
        {call.refusedBy && <Badge tone="danger">by {layers[call.refusedBy]}</Badge>}
        {call.cachedSeconds !== undefined && <Badge>from cache, {call.cachedSeconds} s old</Badge>}
        {call.costUsd > 0 && <Badge>cost {dollars(call.costUsd)}</Badge>}
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
      {latest && (
        <p className="break-words">
          <VisibleText text={latest.summary} />
        </p>
      )}
      <Folded id={`call-${call.callId}-arguments`} summary="Arguments">
        {() => (
          <>
            <PlainBlock label="Arguments" text={call.inputText ?? JSON.stringify(call.args, null, 2)} />
            <p className="mt-1 text-meta break-all text-quiet">
              The model calls it <VisibleText text={call.id} />. Began <Clock at={call.startedAt} />
              {call.settledAt && `, settled after ${durationInWords(call.startedAt, call.settledAt)}`}.
            </p>
          </>
        )}
      </Folded>
      {latest?.editedArgs !== undefined && (
        <Folded summary="Arguments as a reviewer changed them">
          {() => <PlainBlock label="Changed arguments" text={JSON.stringify(latest.editedArgs, null, 2)} />}
        </Folded>
      )}
      {latest && <FindingList findings={latest.findings} title="What the checks found in it" />}
      {call.proposals.map((proposal) => (
        <CallGate key={proposal.id} proposal={proposal} />
      ))}
      {call.output && <CallOutput runId={runId} callId={call.callId} output={call.output} />}
      {call.error !== undefined && (
        <p className="break-words text-danger">
          <VisibleText text={call.error} />
        </p>
      )}
    </div>
  );
}

function durationInWords(from: string, to: string): string {
  const length = Date.parse(to) - Date.parse(from);
  return length < 1000 ? `${Math.max(0, length)} ms` : lengthInWords(length);
}
