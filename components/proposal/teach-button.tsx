'use client';

import { GraduationCap } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { useMe } from '@/lib/api/client/use-me';
import type { ProposalView } from '@/lib/api/contract/proposal';

const TeachDialog = dynamic(() => import('./teach-dialog'));

/** An admin's way from one card to a rule; never for what cannot be undone or is tainted. */
export function TeachButton({ proposal }: { proposal: ProposalView }) {
  const [open, setOpen] = useState(false);
  const me = useMe().data?.user;
  const asked = proposal.verdict === 'require_approval' && ['pending', 'approved'].includes(proposal.status);
  if (me?.role !== 'admin' || !asked || proposal.reversibility === 'irreversible' || proposal.tainted) return null;
  return (
    <>
      <Button size="small" look="quiet" className="self-start" onClick={() => setOpen(true)}>
        <GraduationCap aria-hidden />
        Always allow this kind
      </Button>
      {open && <TeachDialog proposalId={proposal.id} onClose={() => setOpen(false)} />}
    </>
  );
}
