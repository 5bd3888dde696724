'use client';

import { VisibleText } from '@/components/diff/visible-text';
import { Ago } from '@/components/time/moments';
import { useProposal } from '@/lib/api/client/use-proposal';
import type { DecisionView } from '@/lib/api/contract/decision';

const verbs: Record<DecisionView['verdict'], string> = {
  approve: 'approved',
  edit: 'approved with edits',
  reject: 'rejected',
  respond: 'answered instead',
};

/** Who decided on a gated call, and in which words. */
export function CallDecisions({ proposalId }: { proposalId: string }) {
  const proposal = useProposal(proposalId).data;
  if (!proposal) return null;
  if (proposal.decisions.length === 0) {
    return (
      <p className="text-quiet">{proposal.settledBy ? `Approved by ${proposal.settledBy}.` : 'Nobody has decided.'}</p>
    );
  }
  return (
    <ul>
      {proposal.decisions.map(({ id, actor, verdict, reason, message, decidedAt, version }) => (
        <li key={id} className="break-words">
          <span className="font-medium">
            <VisibleText text={actor.name} />
          </span>{' '}
          {verbs[verdict]} version {version} <Ago at={decidedAt} />
          {(reason ?? message) && (
            <>
              : <VisibleText text={reason ?? message ?? ''} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
