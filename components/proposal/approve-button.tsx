'use client';

import { Check, ShieldAlert } from 'lucide-react';
import { useEffect, useState, type MouseEvent, type Ref } from 'react';
import { withMarks } from '@/components/diff/hidden-characters';
import { VisibleText } from '@/components/diff/visible-text';
import { Button } from '@/components/ui/button';
import { Key } from '@/components/ui/key';

const ARMED_FOR_MS = 8000;

interface ApproveButtonProps {
  /** What the press does, as in "Approve: Cancel order #W1". */
  label: string;
  /** What cannot be undone needs a second press. */
  confirm: boolean;
  busy: boolean;
  disabled?: boolean;
  shortcut?: string;
  onApprove: () => void;
  ref?: Ref<HTMLButtonElement>;
}

/** The button that names the act; with `confirm` the first press only asks for the second one. */
export function ApproveButton({ label, confirm, busy, disabled, shortcut, onApprove, ref }: ApproveButtonProps) {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) return undefined;
    const timer = setTimeout(() => setArmed(false), ARMED_FOR_MS);
    return () => clearTimeout(timer);
  }, [armed]);

  const press = (event: MouseEvent) => {
    // The second half of a double click is no second thought.
    if (busy || event.detail > 1) return;
    if (confirm && !armed) return setArmed(true);
    setArmed(false);
    onApprove();
  };
  const words = armed ? label.replace(/^Approve/, 'Confirm') : label;
  const Icon = armed ? ShieldAlert : Check;
  return (
    <Button
      ref={ref}
      look={armed ? 'danger' : 'primary'}
      className="min-w-0 shrink max-md:w-full"
      aria-label={withMarks(words)}
      title={withMarks(words)}
      aria-disabled={busy}
      disabled={disabled ?? false}
      onClick={press}
      onKeyDown={(event) => event.repeat && event.preventDefault()}
      onBlur={() => setArmed(false)}
    >
      <Icon aria-hidden />
      <span className="truncate">
        {busy ? 'Waiting for the server…' : <VisibleText text={armed ? `Press again. ${words}` : words} />}
      </span>
      {shortcut && !armed && <Key>{shortcut}</Key>}
      <span aria-live="assertive" className="sr-only">
        {armed && 'This cannot be undone. Press again to confirm.'}
      </span>
    </Button>
  );
}
