'use client';

import { Check, CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import RejectPanel from '@/components/proposal/reject-panel';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Key } from '@/components/ui/key';
import { useBulkDecision } from '@/lib/api/client/use-bulk-decision';
import type { BulkDecisionAnswer, BulkDecisionInput } from '@/lib/api/contract/proposal';
import type { Selected } from './selection';

interface BulkDialogProps {
  selected: readonly Selected[];
  onClose: () => void;
  /** Some were decided, so that nothing stays selected. */
  onDone: () => void;
}

/** One answer to what was selected, and afterwards what became of each. */
export default function BulkDialog({ selected, onClose, onDone }: BulkDialogProps) {
  const { mutate, isPending, error, data } = useBulkDecision();
  const [rejecting, setRejecting] = useState(false);
  const tool = selected[0]?.tool.replaceAll('_', ' ') ?? '';
  const decide = (answer: Omit<BulkDecisionInput, 'proposals'>) => {
    if (isPending || data) return;
    mutate({ ...answer, proposals: selected.map(({ id, version, viewHash }) => ({ id, version, viewHash })) });
  };
  const close = () => {
    if (data) onDone();
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`${selected.length} × ${tool}`}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !rejecting) decide({ verdict: 'approve' });
      }}
    >
      <div className="flex flex-col gap-3">
        <ul aria-label="Selected" className="divide-y rounded-md text-small ring-1 ring-line">
          {selected.map((one) => (
            <li key={one.id} className="flex flex-col gap-0.5 px-3 py-2">
              <span className="break-words">
                <VisibleText text={one.title} />
              </span>
              <Result of={data?.results.find(({ id }) => id === one.id)} />
            </li>
          ))}
        </ul>
        {error && <ErrorNotice error={error} what="Nothing was decided." writes />}
        {rejecting && !data && (
          <RejectPanel
            busy={isPending}
            label={`Reject ${selected.length} with this reason`}
            onReject={(reason) => decide({ verdict: 'reject', ...reason })}
            onCancel={() => setRejecting(false)}
          />
        )}
        {!rejecting && !data && (
          <div className="flex flex-wrap gap-2">
            <Button look="primary" disabled={isPending} onClick={() => decide({ verdict: 'approve' })}>
              <Check aria-hidden />
              Approve {selected.length}
              <Key>⌘⏎</Key>
            </Button>
            <Button disabled={isPending} onClick={() => setRejecting(true)}>
              Reject {selected.length}
            </Button>
          </div>
        )}
        {data && (
          <Button autoFocus className="self-start" onClick={close}>
            Close
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Result({ of }: { of: BulkDecisionAnswer['results'][number] | undefined }) {
  if (!of) return null;
  if (of.problem) {
    return (
      <span role="status" className="flex items-start gap-1 text-meta text-danger">
        <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
        {of.problem.detail}
      </span>
    );
  }
  return (
    <span role="status" className="flex items-center gap-1 text-meta text-success">
      <CircleCheck aria-hidden className="size-3.5 shrink-0" />
      {of.status === 'pending' ? 'Your approval is counted; another person is needed.' : `Now ${of.status}.`}
    </span>
  );
}
