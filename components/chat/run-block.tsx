'use client';

import { Link2, CircleStop } from 'lucide-react';
import Link from 'next/link';
import { ErrorNotice } from '@/components/shell/error-notice';
import { holds } from '@/components/halt/halt-words';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useHalts } from '@/lib/api/client/use-halts';
import { useCancelRun } from '@/lib/api/client/use-runs';
import type { CallRevert } from '@/lib/api/contract/conversation';
import type { RunSummary } from '@/lib/api/contract/run';
import { runTransitions } from '@/lib/domain/run';
import { isTerminal } from '@/lib/domain/transition';
import { Reply } from './markdown';
import { Turn } from './message';
import { RunProgress } from './run-progress';
import { replyOf } from './run-story';
import { useRunStory } from './use-run-story';

interface RunBlockProps {
  run: RunSummary;
  /** What people undid in this conversation. */
  reverts: readonly CallRevert[];
  agent: string;
  live: boolean;
  /** The thread already has what the agent said at the end. */
  answered: boolean;
  /** The viewer decides on proposals, and may look at the run's record. */
  staff: boolean;
  /** The viewer may cancel it. */
  mayCancel: boolean;
}

/** One run in its thread: what the agent does, what waits for people, and the reply as it is written. */
export function RunBlock({ run, reverts, agent, live, answered, staff, mayCancel }: RunBlockProps) {
  const story = useRunStory(run, live);
  const ended = isTerminal(runTransitions, run.status);
  if (!story) return ended ? <Skeleton className="h-5 w-64" /> : <Working status={run.status} agent={run.agent} />;
  const reply = replyOf(story);
  return (
    <div className="flex flex-col gap-2">
      {run.resumesRunId && (
        <p className="flex items-center gap-1.5 text-meta text-quiet">
          <Link2 aria-hidden className="size-3.5" />
          Taken up again with guidance from the support team
        </p>
      )}
      {story.rulesMode && <RulesLabel />}
      <RunProgress story={story} reply={reply} reverts={reverts} linkToInbox={staff} />
      {reply !== undefined && !answered && (
        <Turn author={agent} side="left">
          <Reply text={reply} streaming={!ended} articles={story.articles} />
        </Turn>
      )}
      {!ended && reply === undefined && <Working {...story} agent={run.agent} />}
      <RunFooter run={run} staff={staff} cancellable={mayCancel && !ended} />
    </div>
  );
}

/** Answers by rules are labelled as such. */
function RulesLabel() {
  return (
    <p>
      <Badge title="Answered by fixed rules, without a language model">Rules mode</Badge>
    </p>
  );
}

function Working({ status, waitsForModel, agent }: { status: string; waitsForModel?: boolean; agent: string }) {
  const halted = useHalts().data?.some((halt) => holds(halt, agent)) ?? false;
  if (status === 'awaiting') return null;
  const words =
    status === 'parked'
      ? 'Something went wrong here; a person is looking into it.'
      : halted
        ? 'Halted: your message is kept, and is answered when an admin resumes it.'
        : waitsForModel
          ? 'We can’t answer right now. Your message is kept, and we are trying again by ourselves.'
          : 'Working on it…';
  return (
    <p role="status" className="text-small text-quiet">
      {words}
    </p>
  );
}

function RunFooter({ run, staff, cancellable }: { run: RunSummary; staff: boolean; cancellable: boolean }) {
  const { mutate, isPending, error } = useCancelRun(run.id);
  const ending =
    run.status === 'cancelled'
      ? 'Cancelled. What waited was not run.'
      : run.status === 'failed'
        ? 'This ended with an error. Nothing more will run.'
        : undefined;
  if (!staff && !cancellable && !ending) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 text-meta text-quiet">
      {ending && <span>{ending}</span>}
      {cancellable && (
        <Button look="quiet" size="small" disabled={isPending} onClick={() => mutate()}>
          <CircleStop aria-hidden />
          Cancel request
        </Button>
      )}
      {staff && (
        <Link href={`/runs/${run.id}`} className="underline underline-offset-2 hover:text-ink">
          Record of this run
        </Link>
      )}
      {error && <ErrorNotice error={error} what="It was not cancelled." writes />}
    </div>
  );
}
