'use client';

import { useState } from 'react';
import { ArgumentChanges } from '@/components/diff/argument-changes';
import { PreviewChanges } from '@/components/diff/preview-changes';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/lib/api/client/use-me';
import type { ProposalView } from '@/lib/api/contract/proposal';

/** Says that what stands here is not what was first seen here, and how the two differ, until one has taken note. */
export function ChangedNotice({ proposal }: { proposal: ProposalView }) {
  const [seen, setSeen] = useState(proposal);
  const me = useMe().data?.user.id;
  if (seen.version === proposal.version || proposal.status !== 'pending') return null;
  const ownEdit = proposal.decisions.some(
    ({ verdict, version, actor }) => verdict === 'edit' && version === proposal.version && actor.id === me,
  );
  if (ownEdit) return null;
  return (
    <Notice
      tone="warning"
      action={
        <Button size="small" onClick={() => setSeen(proposal)}>
          Understood
        </Button>
      }
    >
      <strong className="font-medium">This changed while you had it open.</strong> You saw version {seen.version}; what
      stands here now is version {proposal.version}. Earlier approvals no longer count.
      <WhatChanged seen={seen} proposal={proposal} />
    </Notice>
  );
}

/** How the arguments, what they would do and what approving takes differ from what was seen. */
export function WhatChanged({ seen, proposal }: { seen: ProposalView; proposal: ProposalView }) {
  const sameArguments = JSON.stringify(seen.args) === JSON.stringify(proposal.args);
  return (
    <div className="mt-2 flex flex-col gap-2 text-ink">
      {!sameArguments && <ArgumentChanges before={seen.args} after={proposal.args} />}
      <PreviewChanges seen={seen.preview} now={proposal.preview} />
      {seen.requiredApprovals !== proposal.requiredApprovals && (
        <p>
          It takes {proposal.requiredApprovals} approvals now, not {seen.requiredApprovals}.
        </p>
      )}
    </div>
  );
}
