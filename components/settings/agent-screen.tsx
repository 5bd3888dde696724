'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useAgent } from '@/lib/api/client/use-agent';
import type { AgentView } from '@/lib/api/contract/agent';
import { AgentForm } from './agent-form';
import { OutsideAgentPanel } from './outside-agent-panel';

/** One agent and its limits. */
export function AgentScreen({ name }: { name: string }) {
  const { data: agent, error, refetch } = useAgent(name);
  return (
    <>
      <header className="flex flex-col gap-2">
        <Link href="/settings" className="flex items-center gap-1 self-start text-small text-quiet hover:text-ink">
          <ArrowLeft aria-hidden className="size-4" />
          Settings
        </Link>
        <h1 className="text-title font-semibold">{agent?.title ?? name}</h1>
        <p className="text-small text-quiet">
          {agent?.owner === undefined
            ? 'A run that reaches one of these limits stops and is handed to a person. New limits count for new runs.'
            : 'An outside agent: it runs elsewhere, and what it proposes is decided here.'}
        </p>
      </header>
      {error && !agent && (
        <ErrorNotice error={error} what="The agent could not be loaded." onRetry={() => void refetch()} />
      )}
      {!agent && !error && <Skeleton className="h-80 w-full" />}
      {agent?.owner !== undefined && <OutsideAgentPanel agent={agent} />}
      {agent && <Editor agent={agent} />}
    </>
  );
}

/** Keeps what is being written on the version it was begun on, until the person wants the newest. */
function Editor({ agent }: { agent: AgentView }) {
  const [base, setBase] = useState<AgentView>();
  const started = base ?? agent;
  if (!base) setBase(agent);
  return <AgentForm key={started.version} agent={started} latest={agent} onReload={() => setBase(undefined)} />;
}
