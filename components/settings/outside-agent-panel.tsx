'use client';

import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Clock } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useRevokeAgent } from '@/lib/api/client/use-outside-agents';
import type { AgentView } from '@/lib/api/contract/agent';
import { fullToolName } from '@/lib/domain/outside-agent';

/** What an outside agent was registered as, and the end of its token. */
export function OutsideAgentPanel({ agent }: { agent: AgentView }) {
  const { name, owner = '', purpose = '', tools, revokedAt } = agent;
  return (
    <section aria-label="Registration" className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
        <dt className="text-quiet">Owner</dt>
        <dd className="break-words">
          <VisibleText text={owner} />
        </dd>
        <dt className="text-quiet">Purpose</dt>
        <dd className="break-words whitespace-pre-wrap">
          <VisibleText text={purpose} />
        </dd>
        <dt className="text-quiet">Tools</dt>
        <dd className="flex flex-wrap gap-x-3 gap-y-1">
          {tools.map((tool) => (
            <Link
              key={tool}
              className="font-mono text-accent underline underline-offset-2"
              href={`/settings/tools/${encodeURIComponent(fullToolName(name, tool))}`}
            >
              {tool}
            </Link>
          ))}
        </dd>
      </dl>
      {revokedAt ? (
        <Notice tone="warning">
          Its token was ended at <Clock at={revokedAt} />. Registering it again makes a new one.
        </Notice>
      ) : (
        <EndToken name={name} />
      )}
    </section>
  );
}

function EndToken({ name }: { name: string }) {
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useRevokeAgent(name);
  const end = () =>
    mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        toast.success('The token was ended.');
      },
    });
  return (
    <>
      <Button className="self-start" onClick={() => setAsking(true)}>
        End its token
      </Button>
      <Dialog open={asking} onOpenChange={setAsking} title={`End the token of ${name}?`}>
        <div className="flex flex-col gap-3 text-small">
          <p>
            From now on it can neither propose nor read nor report. What it proposed stays in the inbox. Registering it
            again makes a new token.
          </p>
          {error && <ErrorNotice error={error} what="The token was not ended." writes />}
          <Button className="self-start" onClick={end} disabled={isPending}>
            End the token
          </Button>
        </div>
      </Dialog>
    </>
  );
}
