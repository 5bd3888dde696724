'use client';

import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { Input } from '@/components/ui/text-box';
import { ApiError } from '@/lib/api/client/request';
import { useSaveAgent } from '@/lib/api/client/use-agent';
import type { AgentView } from '@/lib/api/contract/agent';
import type { RunLimits } from '@/lib/domain/run';
import { StaleNotice } from './stale-notice';

const fields: { name: keyof RunLimits; label: string; hint: string; step?: string }[] = [
  { name: 'maxSteps', label: 'Steps', hint: 'Model turns in one run.' },
  { name: 'maxCostUsd', label: 'Cost in dollars', hint: 'Of the model and of tools that cost something.', step: 'any' },
  { name: 'maxActiveSeconds', label: 'Active seconds', hint: 'Waiting for people does not count.', step: 'any' },
  { name: 'maxStepsWithoutProgress', label: 'Steps without progress', hint: 'In a row, without anything new.' },
  { name: 'maxRepeatedCalls', label: 'Repeated calls', hint: 'This many identical calls in a row stop the run.' },
  { name: 'maxPendingPerRun', label: 'Waiting proposals of a run', hint: 'So that no run floods the inbox.' },
  { name: 'maxPendingPerUserHour', label: 'Proposals per person and hour', hint: 'So that nobody floods the inbox.' },
];

interface AgentFormProps {
  agent: AgentView;
  latest: AgentView;
  onReload: () => void;
}

/** The hard stops of an agent's runs. */
export function AgentForm({ agent, latest, onReload }: AgentFormProps) {
  const { mutate, isPending, error } = useSaveAgent(agent.name);
  const [limits, setLimits] = useState(agent.limits);
  const [enabled, setEnabled] = useState(agent.enabled);
  // An outside agent has no runs here that the others could stop.
  const shown = agent.owner === undefined ? fields : fields.filter(({ name }) => name === 'maxPendingPerUserHour');
  const stale = latest.version !== agent.version;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(
      { version: agent.version, agent: { limits, enabled } },
      {
        onSuccess: ({ agent: saved }) => {
          toast.success(`Saved as version ${saved.version}.`);
          onReload();
        },
      },
    );
  };
  return (
    <form method="post" aria-label="Limits" onSubmit={save} className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        {shown.map(({ name, label, hint, step }) => (
          <Field
            key={name}
            label={label}
            hint={hint}
            error={problem?.errors?.find(({ pointer }) => pointer === `/limits/${name}`)?.message}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                step={step ?? '1'}
                className="tabular-nums"
                value={limits[name]}
                onChange={(event) => setLimits({ ...limits, [name]: Number(event.target.value) })}
              />
            )}
          </Field>
        ))}
        <Field label="Agent is on" hint="When off, nobody can start a run with it.">
          {({ id, 'aria-describedby': describedBy }) => (
            <Switch id={id} aria-describedby={describedBy} checked={enabled} onCheckedChange={setEnabled} />
          )}
        </Field>
      </div>
      {stale && <StaleNotice version={latest.version} onReload={onReload} />}
      {error && !problem?.errors?.length && problem?.code !== 'stale_version' && (
        <ErrorNotice error={error} what="Nothing was saved." />
      )}
      <Button type="submit" look="primary" className="self-start" disabled={isPending || stale}>
        Save limits
      </Button>
    </form>
  );
}
