'use client';

import { useMemo, useState, type SubmitEvent } from 'react';
import { flushSync } from 'react-dom';
import { toast } from 'sonner';
import { useDraft } from '@/components/settings/use-draft';
import { LeaveGuard } from '@/components/shell/leave-guard';
import { Button } from '@/components/ui/button';
import { ApiError } from '@/lib/api/client/request';
import { useSaveAgent } from '@/lib/api/client/use-agent';
import type { AgentView } from '@/lib/api/contract/agent';
import { sectionsOf } from '@/lib/domain/agent-fields';
import { agentParts, changedSections, draftOf, readDraft } from './agent-draft';
import { SavePanel } from './save-panel';
import type { KnownModels } from './setting-control';
import { SettingSection } from './setting-section';

interface AgentFormProps {
  /** The newest version known. */
  latest: AgentView;
  models: KnownModels;
}

/** All of an agent's settings. Saving makes their next version and needs a reason. */
export function AgentForm({ latest, models }: AgentFormProps) {
  const { mutate, isPending, error } = useSaveAgent(latest.name);
  const parts = useMemo(() => agentParts(latest), [latest]);
  const written = useDraft(latest, draftOf, parts);
  const { base: agent, draft, saved } = written;
  const standard = draftOf({ ...agent.defaults, enabled: true });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const read = readDraft(draft);
  const problem = error instanceof ApiError ? error.problem : undefined;
  const ours = 'errors' in read ? read.errors : [];
  const errors = tried ? [...ours, ...(problem?.errors ?? [])] : [];
  const errorAt = (pointer: string) => errors.find((fault) => fault.pointer === pointer)?.message;
  const changed = changedSections(agent, draft, saved);

  const save = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    flushSync(() => setTried(true));
    if ('errors' in read) {
      event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    mutate(
      { version: agent.version, agent: { ...read.settings, reason } },
      {
        onSuccess: ({ agent: { version } }) => {
          toast.success(`Saved as version ${version}.`);
          setReason('');
          setTried(false);
          written.restart();
        },
      },
    );
  };
  return (
    <form method="post" noValidate aria-label="Agent’s settings" onSubmit={save} className="flex flex-col gap-6">
      <LeaveGuard active={written.isChanged} />
      {sectionsOf(agent).map((section) => (
        <SettingSection
          key={section.id}
          {...{ section, agent, models, draft, saved, standard, errorAt }}
          onChange={written.change}
        />
      ))}
      {changed.length > 0 && (
        <div className="sticky bottom-0 z-10 -mx-2 flex flex-wrap items-center gap-2 rounded-md bg-raised px-2 py-2 text-small shadow-lg ring-1 ring-line">
          <p className="min-w-0 flex-1">
            <span className="font-medium">Not saved:</span> {changed.map(({ title }) => title).join(', ')}
          </p>
          <Button size="small" onClick={written.restart}>
            Discard
          </Button>
          <Button size="small" look="primary" asChild>
            <a href="#save">Review and save</a>
          </Button>
        </div>
      )}
      <SavePanel
        written={written}
        latest={latest}
        settings={'settings' in read ? read.settings : undefined}
        faults={errors.length}
        error={error}
        {...{ reason, isPending }}
        reasonError={errorAt('/reason')}
        onReason={setReason}
      />
    </form>
  );
}
