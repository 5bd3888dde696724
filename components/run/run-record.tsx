'use client';

import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { useRun } from '@/lib/api/client/use-runs';
import type { RunView } from '@/lib/api/contract/run';
import { runTone } from './run-tone';
import { reasonInWords } from './reason-words';
import { StepCard } from './step-card';
import { useHashTarget } from './use-hash-target';

/** The whole record of a run, step by step. */
export function RunRecord({ id }: { id: string }) {
  const { data: run, error, refetch } = useRun(id);
  useHashTarget(run !== undefined);
  if (error && !run) {
    return <ErrorNotice error={error} what="The run could not be loaded." onRetry={() => void refetch()} />;
  }
  if (!run) return <RecordSkeleton />;
  return (
    <article className="flex flex-col gap-6">
      <RunHeader run={run} />
      <ol className="flex flex-col gap-4">
        {run.steps.map((step) => (
          <li key={step.index}>
            <StepCard step={step} calls={run.toolCalls.filter(({ stepIndex }) => stepIndex === step.index)} />
          </li>
        ))}
      </ol>
      {run.steps.length === 0 && <p className="text-quiet">No step has been finished yet.</p>}
      {run.reply && (
        <section className="flex flex-col gap-1">
          <h2 className="font-semibold">Reply</h2>
          <p className="break-words whitespace-pre-wrap">
            <VisibleText text={run.reply} />
          </p>
        </section>
      )}
    </article>
  );
}

function RunHeader({ run }: { run: RunView }) {
  const { inputTokens, outputTokens, cacheReadTokens, costUsd } = run.usage;
  return (
    <header className="flex flex-col gap-2">
      <h1 className="text-title font-semibold break-words">
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
      <p className="text-small text-quiet tabular-nums">
        {run.steps.length} of {run.limits.maxSteps} steps · ${costUsd.toFixed(4)} of ${run.limits.maxCostUsd.toFixed(2)}{' '}
        · {inputTokens.toLocaleString('en')} tokens in ({cacheReadTokens.toLocaleString('en')} from cache),{' '}
        {outputTokens.toLocaleString('en')} out
      </p>
      <p className="flex gap-3 text-small">
        <Link href={`/chat/${run.conversationId}`} className="text-accent underline underline-offset-2">
          Conversation
        </Link>
        {run.resumesRunId && (
          <Link href={`/runs/${run.resumesRunId}`} className="text-accent underline underline-offset-2">
            The run it resumes
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
