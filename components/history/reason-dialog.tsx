import { useState, type ReactNode, type SubmitEvent } from 'react';
import { ReasonField } from '@/components/settings/reason-field';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

interface ReasonDialogProps {
  title: string;
  /** What the button does. */
  label: string;
  isPending: boolean;
  error: Error | null;
  /** Makes the change, once there is a reason. */
  onSubmit: (reason: string) => void;
  onClose: () => void;
  children: ReactNode;
}

/** Says what a change comes to and asks why, before it is made. */
export function ReasonDialog({ title, label, isPending, error, onSubmit, onClose, children }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit(reason.trim());
  };
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3 text-small">
        {children}
        <ReasonField value={reason} onChange={setReason} />
        {error && <ErrorNotice error={error} what="Nothing was saved." />}
        <div className="flex gap-2">
          <Button type="submit" look="primary" disabled={isPending || reason.trim() === ''}>
            {label}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
