'use client';

import Link from 'next/link';
import { ConfidenceNote } from '@/components/confidence/confidence-note';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { useRunTrace } from '@/lib/api/client/use-run-trace';
import type { RunTrace, TracedModelCall } from '@/lib/api/contract/run-trace';
import { EventList } from './event-list';
import { FrontDoorLine } from './front-door-line';
import { ModelCallCard } from './model-call-card';
import { RecordSearch } from './record-search';
import { runTone } from './run-tone';
import { reasonInWords } from './reason-words';
import { StepCard } from './step-card';
import { RunFacts } from './run-facts';
import { TimelineChart } from './timeline-chart';
import { useHashTarget } from './use-hash-target';

/** The whole record of a run: when everything happened, then step by step. */
export function RunRecord({ id }: { id: string }) {
  const { data: run, error, refetch } = useRunTrace(id);
  useHashTarget(run !== undefined);
  if (error && !run) {
    return <ErrorNotice error={error} what="The run could not be loaded." onRetry={() => void refetch()} />;
  }
  if (!run) return <RecordSkeleton />;
  const aside = (index: number | undefined) => run.modelCalls.filter(({ stepIndex }) => stepIndex === index);
  const last = run.steps.length;
  return (
    <article className="flex flex-col gap-6">
      <RunHeader run={run} />
      <TimelineChart trace={run} />
      <RecordSearch trace={run} />
      <ModelCalls runId={id} calls={aside(undefined)} />
      <ol className="flex flex-col gap-4 empty:hidden">
        {run.steps.map((step) => (
          <li key={step.index} className="flex flex-col gap-4">
            <ModelCalls runId={id} calls={aside(step.index)} />
            <StepCard run={run} step={step} calls={run.calls.filter(({ stepIndex }) => stepIndex === step.index)} />
          </li>
        ))}
      </ol>
      <ModelCalls runId={id} calls={run.modelCalls.filter(({ stepIndex = -1 }) => stepIndex >= last)} />
      {run.steps.length === 0 && (
        <p className="text-quiet">
          {run.finishedAt ? 'It ended without a step of its own.' : 'No step has been finished yet.'}
        </p>
      )}
      {run.reply && (
        <section id="reply" tabIndex={-1} className="flex scroll-mt-16 flex-col gap-1">
          <h2 className="font-semibold">Reply</h2>
          <p className="break-words whitespace-pre-wrap">
            <VisibleText text={run.reply} />
          </p>
        </section>
      )}
      <EventList events={run.businessEvents} />
    </article>
  );
}

function ModelCalls({ runId, calls }: { runId: string; calls: readonly TracedModelCall[] }) {
  return calls.map((call) => <ModelCallCard key={call.id} runId={runId} call={call} />);
}

function RunHeader({ run }: { run: RunTrace }) {
  return (
    <header className="flex flex-col gap-2">
      <h1 id="message" tabIndex={-1} className="text-title font-semibold break-words">
        <VisibleText text={run.message} />
      </h1>
      <div className="flex flex-wrap items-center gap-1.5 text-small text-quiet">
        <Badge tone={runTone(run.status)}>{run.status}</Badge>
        <span>
          <VisibleText text={run.requester.name} /> · {run.agent} · <Ago at={run.createdAt} />
        </span>
      </div>
      {run.reason && (
        <p className="text-small">
          {reasonInWords(run.reason)} {run.reasonDetail && <VisibleText text={run.reasonDetail} />}
        </p>
      )}
      <FrontDoorLine run={run} />
      {run.confidence !== undefined && <ConfidenceNote value={run.confidence} reasons={run.confidenceReasons} />}
      <RunFacts run={run} />
      <p className="flex flex-wrap gap-3 text-small">
        <Link href={`/chat/${run.conversationId}`} className="text-accent underline underline-offset-2">
          Conversation
        </Link>
        <a
          href={`/api/v1/runs/${run.id}/record`}
          download={`run-${run.id}.json`}
          className="text-accent underline underline-offset-2"
        >
          Download as JSON
        </a>
        {run.resumesRunId && (
          <Link href={`/runs/${run.resumesRunId}`} className="text-accent underline underline-offset-2">
            The run it resumes
          </Link>
        )}
        {run.resumedByRunId && (
          <Link href={`/runs/${run.resumedByRunId}`} className="text-accent underline underline-offset-2">
            The run that resumed it
          </Link>
        )}
      </p>
    </header>
  );
}

function RecordSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-4">
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
