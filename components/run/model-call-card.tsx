import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import type { TracedModelCall } from '@/lib/api/contract/run-trace';
import { Folded } from './folded';
import { PlainBlock } from './plain-block';
import { AsidePrompt } from './prompt-panel';

/** A call of a model beside the turns: to classify, to check, to summarise. */
export function ModelCallCard({ runId, call }: { runId: string; call: TracedModelCall }) {
  return (
    <section
      id={`model-call-${call.id}`}
      aria-label={`Model call to ${call.purpose}`}
      tabIndex={-1}
      className="flex scroll-mt-16 flex-col gap-1.5 rounded-md px-3 py-2 text-small ring-1 ring-line focus:ring-2 focus:ring-accent focus:outline-none"
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-quiet tabular-nums">
        <Badge>{call.purpose}</Badge>
        <span className="font-mono">{call.model}</span>
        <span>{call.inputTokens.toLocaleString('en')} in</span>
        <span>{call.outputTokens.toLocaleString('en')} out</span>
        <span>${call.costUsd.toFixed(4)}</span>
        <span>{call.latencyMs.toLocaleString('en')} ms</span>
        <Clock at={call.at} />
      </p>
      {call.error && (
        <p className="break-words text-danger">
          <VisibleText text={call.error} />
        </p>
      )}
      {call.answer && <Folded summary="Answer">{() => <PlainBlock label="Answer" text={call.answer ?? ''} />}</Folded>}
      <Folded summary="Prompt">{() => <AsidePrompt runId={runId} modelCall={call.id} />}</Folded>
    </section>
  );
}
