import type { ReactNode } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import type { TracedCall, TracedStep } from '@/lib/api/contract/run-trace';
import { CallCard } from './call-card';
import { ConfidenceLine } from './confidence-line';
import { FindingList } from './finding-list';
import { Folded } from './folded';
import { PromptPanel } from './prompt-panel';

interface StepCardProps {
  runId: string;
  step: TracedStep;
  calls: readonly TracedCall[];
}

/** One turn: what it was asked and cost, what the model thought and said, and the calls it led to. */
export function StepCard({ runId, step, calls }: StepCardProps) {
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
        <span>{step.usage.inputTokens.toLocaleString('en')} in</span>
        <span>{step.usage.outputTokens.toLocaleString('en')} out</span>
        <span>${step.costUsd.toFixed(4)}</span>
        <span>{step.latencyMs.toLocaleString('en')} ms</span>
        <span>{step.stopReason}</span>
        <Clock at={step.startedAt} />
      </header>
      <div className="flex flex-col gap-3 px-3 py-3">
        <PromptPanel runId={runId} step={step} />
        {step.routed && <p className="text-small text-quiet">{step.routed}</p>}
        {step.context?.alert && (
          <p className="text-small text-warning">
            The prompt filled {Math.round(step.context.share * 100)} % of what the model can take in.
          </p>
        )}
        {step.reasoning && <Folded summary="Reasoning">{() => <PlainText>{step.reasoning}</PlainText>}</Folded>}
        {step.text && <PlainText>{step.text}</PlainText>}
        <FindingList findings={step.findings} title="This text was not sent" />
        {step.confidence && <ConfidenceLine confidence={step.confidence} />}
        {calls.map((call) => (
          <CallCard key={call.callId} runId={runId} call={call} />
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
