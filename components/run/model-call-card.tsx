import { dollars } from '@/components/costs/dollars';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import type { TracedModelCall } from '@/lib/api/contract/run-trace';
import { Folded } from './folded';
import { answerInWords, purposeInWords } from './model-words';
import { PlainBlock } from './plain-block';
import { AsidePrompt } from './prompt-panel';

/** A call of a model beside the turns: to classify, to check, to summarise. */
export function ModelCallCard({ runId, call }: { runId: string; call: TracedModelCall }) {
  const words = answerInWords(call);
  return (
    <section
      id={`model-call-${call.id}`}
      aria-label={`Model call: ${purposeInWords(call.purpose)}`}
      tabIndex={-1}
      className="flex scroll-mt-16 flex-col gap-1.5 rounded-md px-3 py-2 text-small ring-1 ring-line focus:ring-2 focus:ring-accent focus:outline-none"
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-quiet tabular-nums">
        <Badge>
          <a href={`#model-call-${call.id}`} className="hover:underline">
            {purposeInWords(call.purpose)}
          </a>
        </Badge>
        <span className="font-mono">{call.model}</span>
        <TokenCounts {...call} />
        <span>{dollars(call.costUsd)}</span>
        <span>{call.latencyMs.toLocaleString('en')} ms</span>
        <Clock at={call.at} />
      </p>
      {words !== null && (
        <p className="break-words">
          <VisibleText text={words} />
        </p>
      )}
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

/** What went in, how much of it came from the provider's cache or went into it, and what came out. */
export function TokenCounts(tokens: {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}) {
  const cached = tokens.cacheReadTokens + tokens.cacheWriteTokens > 0;
  return (
    <>
      <span>{tokens.inputTokens.toLocaleString('en')} in</span>
      {cached && <span>{tokens.cacheReadTokens.toLocaleString('en')} from cache</span>}
      {cached && <span>{tokens.cacheWriteTokens.toLocaleString('en')} into cache</span>}
      <span>{tokens.outputTokens.toLocaleString('en')} out</span>
    </>
  );
}
