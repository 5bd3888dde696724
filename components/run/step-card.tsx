import type { ReactNode } from 'react';
import { dollars } from '@/components/costs/dollars';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import type { RunTrace, TracedCall, TracedStep } from '@/lib/api/contract/run-trace';
import { CallCard } from './call-card';
import { ConfidenceLine } from './confidence-line';
import { ContextPanel } from './context-panel';
import { FindingList } from './finding-list';
import { Folded } from './folded';
import { TokenCounts } from './model-call-card';
import { modelChoiceInWords, stopInWords } from './model-words';
import { PromptPanel } from './prompt-panel';

interface StepCardProps {
  run: RunTrace;
  step: TracedStep;
  calls: readonly TracedCall[];
}

/** One turn: what it was asked and cost, what the model thought and said, and the calls it led to. */
export function StepCard({ run, step, calls }: StepCardProps) {
  return (
    <section
      id={`step-${step.index + 1}`}
      aria-label={`Step ${step.index + 1}`}
      tabIndex={-1}
      className="scroll-mt-16 overflow-hidden rounded-md ring-1 ring-line focus:ring-2 focus:ring-accent focus:outline-none"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-3 py-2 text-meta text-quiet tabular-nums">
        <h2 className="text-small font-semibold text-ink">
          <a href={`#step-${step.index + 1}`} className="hover:underline">
            Step {step.index + 1}
          </a>
        </h2>
        {step.model === 'rules' ? <Badge>Rules mode</Badge> : <span className="font-mono">{step.model}</span>}
        <TokenCounts {...step.usage} cacheWriteTokens={step.cacheWriteTokens} />
        <span>{dollars(step.costUsd)}</span>
        <span>{step.latencyMs.toLocaleString('en')} ms</span>
        <span>{stopInWords(step.stopReason)}</span>
        <Clock at={step.startedAt} />
      </header>
      <div className="flex flex-col gap-3 px-3 py-3">
        <p className="text-small break-words text-quiet">
          <VisibleText text={modelChoiceInWords(step, run)} />
          {step.askedModel && step.askedModel !== step.model && (
            <>
              {' '}
              Asked for as <span className="font-mono">{step.askedModel}</span>.
            </>
          )}
        </p>
        <div className="flex flex-col gap-1">
          <PromptPanel runId={run.id} step={step} />
          {step.context && <ContextPanel context={step.context} run={run} />}
          {step.reasoning && (
            <Folded id={`step-${step.index + 1}-reasoning`} summary="Reasoning">
              {() => (
                <div className="mt-1 border-l-2 border-line-strong pl-3 text-quiet">
                  <PlainText>{step.reasoning}</PlainText>
                </div>
              )}
            </Folded>
          )}
        </div>
        {step.text && <PlainText>{step.text}</PlainText>}
        <FindingList findings={step.findings} title="This text was not sent" />
        {step.confidence && <ConfidenceLine confidence={step.confidence} />}
        {calls.map((call) => (
          <CallCard key={call.callId} runId={run.id} call={call} />
        ))}
        {step.notes.map((note, index) => (
          <Note key={index} text={note} />
        ))}
      </div>
    </section>
  );
}

function PlainText({ children }: { children: string }) {
  return (
    <p className="text-small break-words whitespace-pre-wrap">
      <VisibleText text={children} />
    </p>
  );
}

function Note({ text }: { text: string }): ReactNode {
  return (
    <p className="border-l-2 border-line-strong pl-3 text-small break-words whitespace-pre-wrap text-quiet">
      <span className="font-medium">Told to the model: </span>
      <VisibleText text={text} />
    </p>
  );
}
