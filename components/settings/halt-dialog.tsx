'use client';

import { useState, type SubmitEvent } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-box';
import { useSwitchHalt } from '@/lib/api/client/use-switch-halt';
import type { HaltInput } from '@/lib/api/contract/halt';

interface HaltDialogProps {
  act: 'halt' | 'resume';
  target: HaltInput;
  /** What it is about, in words. */
  thing: string;
  onClose: () => void;
}

const words = {
  halt: {
    button: 'Halt now',
    effect: 'Nothing of it is started or sent from now on. What is being sent at this moment ends by itself.',
  },
  resume: { button: 'Resume now', effect: 'What waited goes on at once, and what was approved meanwhile is sent.' },
};

/** Asks once more, with a reason for the record, before the kill switch is moved. */
export function HaltDialog({ act, target, thing, onClose }: HaltDialogProps) {
  const { mutate, isPending, error } = useSwitchHalt(act);
  const [reason, setReason] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const words = reason.trim();
    mutate({ ...target, ...(words ? { reason: words } : {}) }, { onSuccess: onClose });
  };
  return (
    <Dialog open onOpenChange={onClose} title={`${act === 'halt' ? 'Halt' : 'Resume'} ${thing}?`}>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <p className="text-small">{words[act].effect}</p>
        <Field label="Reason" hint="Optional. Everybody who is signed in sees why something is halted.">
          {(control) => (
            <TextArea
              {...control}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {error && (
          <ErrorNotice error={error} what={act === 'halt' ? 'It was not halted.' : 'It was not resumed.'} writes />
        )}
        <div className="flex gap-2">
          <Button type="submit" look={act === 'halt' ? 'danger' : 'primary'} disabled={isPending}>
            {words[act].button}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
