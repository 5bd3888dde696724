'use client';

import { Undo2 } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { useRevoke } from '@/lib/api/client/use-revoke';

/** Takes an approval back while its hold lasts. */
export function TakeBackButton({ proposalId }: { proposalId: string }) {
  const revoke = useRevoke(proposalId);
  const takeBack = () =>
    revoke.mutate(undefined, {
      onSuccess: () => toast.success('Approval taken back. Nothing was sent.'),
      onError: (error) => toast.error(error.message),
    });
  return (
    <Button size="small" onClick={takeBack} disabled={revoke.isPending}>
      <Undo2 aria-hidden />
      Take back
    </Button>
  );
}
