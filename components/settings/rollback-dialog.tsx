import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useRollback } from '@/lib/api/client/use-policy-history';
import type { PolicyVersionView } from '@/lib/api/contract/policy-history';
import { policyLines } from '@/lib/domain/policy-words';
import { ReasonField } from './reason-field';

interface RollbackDialogProps {
  tool: string;
  current: number;
  target: PolicyVersionView;
  onClose: () => void;
}

/** Shows what a version says and asks why, before it becomes the next one. */
export function RollbackDialog({ tool, current, target, onClose }: RollbackDialogProps) {
  const { mutate, isPending, error } = useRollback(tool);
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(
      { current, version: target.version, reason: reason.trim() },
      {
        onSuccess: ({ version }) => {
          toast.success(`Version ${version} says what version ${target.version} said.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onOpenChange={onClose} title={`Roll back to version ${target.version}?`}>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3 text-small">
        <p>
          Version {current + 1} will say what version {target.version} said. Nothing that waits is released by it.
        </p>
        <ul className="flex list-disc flex-col gap-1 pl-5 break-words">
          {policyLines(target.policy).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <ReasonField value={reason} onChange={setReason} />
        {error && <ErrorNotice error={error} what="Nothing was saved." />}
        <div className="flex gap-2">
          <Button type="submit" look="primary" disabled={isPending || reason.trim() === ''}>
            Roll back
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
