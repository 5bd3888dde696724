import type { ReactNode } from 'react';
import { dollars } from '@/components/costs/dollars';
import { VisibleText } from '@/components/diff/visible-text';
import { Clock } from '@/components/time/moments';
import type { RunTrace } from '@/lib/api/contract/run-trace';

/** What a run took, cost and was bound by. */
export function RunFacts({ run }: { run: RunTrace }) {
  const { limits, usage, novelty, modelWaits, guidance } = run;
  return (
    <dl className="grid gap-x-6 gap-y-1 text-small tabular-nums sm:grid-cols-2">
      <Fact name="Began">
        <Clock at={run.createdAt} />
        {run.finishedAt && (
          <>
            , ended <Clock at={run.finishedAt} />
          </>
        )}
      </Fact>
      <Fact name="Worked">
        {(run.activeMs / 1000).toFixed(1)} s of {limits.maxActiveSeconds.toLocaleString('en')} s
        {modelWaits > 0 && `, and waited ${modelWaits === 1 ? 'once' : `${modelWaits} times`} for its model`}
      </Fact>
      <Fact name="Steps">
        {run.steps.length} of {limits.maxSteps}
      </Fact>
      <Fact name="Cost">
        {dollars(usage.costUsd)} of ${limits.maxCostUsd.toFixed(2)}
        <CostParts run={run} />
      </Fact>
      <Fact name="Tokens">
        {usage.inputTokens.toLocaleString('en')} in ({usage.cacheReadTokens.toLocaleString('en')} from cache),{' '}
        {usage.outputTokens.toLocaleString('en')} out
      </Fact>
      <Fact name="Conversation" wide>
        <ConversationTotal total={run.conversation} />
      </Fact>
      {novelty !== undefined && (
        <Fact name="New">{Math.round(novelty * 100)} % of its words were not in this agent’s last runs</Fact>
      )}
      <Fact name="Stops after" wide>
        {limits.maxStepsWithoutProgress} steps without anything new, the same call {limits.maxRepeatedCalls} times in a
        row, {limits.maxPendingPerRun} proposals waiting in it, {limits.maxPendingPerUserHour} an hour for one user
      </Fact>
      {guidance && (
        <Fact name="Guidance" wide>
          <VisibleText text={guidance} />
        </Fact>
      )}
    </dl>
  );
}

/** What all its runs took together, because a conversation may have a cap of its own. */
function ConversationTotal({ total: { runs, usage, capUsd } }: { total: RunTrace['conversation'] }) {
  const cap = capUsd === undefined ? '' : ` of ${dollars(capUsd)}`;
  const tokens = `${usage.inputTokens.toLocaleString('en')} tokens in, ${usage.outputTokens.toLocaleString('en')} out`;
  return `${dollars(usage.costUsd)}${cap} and ${tokens} in ${runs} ${runs === 1 ? 'run' : 'runs'}`;
}

function CostParts({ run: { steps, modelCalls, calls } }: { run: RunTrace }) {
  const sum = (items: readonly { costUsd: number }[]) => items.reduce((total, { costUsd }) => total + costUsd, 0);
  const parts = [
    ['turns', sum(steps)],
    ['model beside them', sum(modelCalls)],
    ['tools', sum(calls)],
  ] as const;
  const told = parts.filter(([, usd]) => usd > 0);
  if (told.length < 2) return null;
  return <> ({told.map(([name, usd]) => `${name} ${dollars(usd)}`).join(', ')})</>;
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'flex gap-2 sm:col-span-2' : 'flex gap-2'}>
      <dt className="w-24 shrink-0 text-quiet">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
