'use client';

import { useState } from 'react';
import { SettingsHeading } from '@/components/people/settings-heading';
import { OutsideAgentPanel } from '@/components/settings/outside-agent-panel';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useAgent } from '@/lib/api/client/use-agent';
import type { AgentView } from '@/lib/api/contract/agent';
import { sectionsOf } from '@/lib/domain/agent-fields';
import { AgentForm } from './agent-form';
import { AgentHistory } from './agent-history';
import type { KnownModels } from './setting-control';

/** One agent and everything that stands around its model. */
export function AgentScreen({ name, models }: { name: string; models: KnownModels }) {
  const { data: agent, error, refetch } = useAgent(name);
  return (
    <>
      <SettingsHeading title={agent?.title ?? name}>
        {agent?.owner === undefined
          ? 'What the agent may do, cost and say. Changes hold for runs that start from then on.'
          : 'An outside agent: it runs elsewhere, and what it proposes is decided here.'}
      </SettingsHeading>
      {error && !agent && (
        <ErrorNotice error={error} what="The agent could not be loaded." onRetry={() => void refetch()} />
      )}
      {!agent && !error && <Skeleton className="h-80 w-full" />}
      {agent?.owner !== undefined && <OutsideAgentPanel agent={agent} />}
      {agent && (
        <>
          <Contents agent={agent} />
          <Editor agent={agent} models={models} />
        </>
      )}
    </>
  );
}

/** The way to each part of a long page. */
function Contents({ agent }: { agent: AgentView }) {
  const sections = sectionsOf(agent);
  if (sections.length === 1) return null;
  return (
    <nav aria-label="On this page">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small">
        {[...sections, { id: 'history', title: 'History' }].map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} className="text-accent underline underline-offset-2 max-md:inline-block max-md:py-2">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What one rolls back oneself beside the form, it starts anew from. */
function Editor({ agent, models }: { agent: AgentView; models: KnownModels }) {
  const [round, setRound] = useState(0);
  return (
    <>
      <AgentForm key={round} latest={agent} models={models} />
      <AgentHistory agent={agent} onRolledBack={() => setRound(round + 1)} />
    </>
  );
}
