'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Key } from '@/components/ui/key';
import { TextArea } from '@/components/ui/text-box';
import { rejectionReasons, rejectionWords, type RejectionReason } from '@/lib/domain/rejection';
import { Panel } from './panel';

/** Why something was rejected: codes of the list, words, or both. */
export interface Rejection {
  reasonCodes?: RejectionReason[];
  reason?: string;
}

interface RejectPanelProps {
  busy: boolean;
  /** What the button does, as in "Reject with this reason". */
  label?: string;
  onReject: (rejection: Rejection) => void;
  onCancel: () => void;
}

/** Why it must not happen: a reason from the list, in one's own words, or both. The agent reads it. */
export default function RejectPanel({ busy, label = 'Reject with this reason', onReject, onCancel }: RejectPanelProps) {
  const [chosen, setChosen] = useState<RejectionReason[]>([]);
  const [typed, setTyped] = useState('');
  const words = typed.trim();
  const ready = (chosen.length > 0 || words !== '') && !busy;
  const toggle = (code: RejectionReason) =>
    setChosen((before) => (before.includes(code) ? before.filter((other) => other !== code) : [...before, code]));
  const send = () => {
    if (!ready) return;
    onReject({ ...(chosen.length > 0 ? { reasonCodes: chosen } : {}), ...(words ? { reason: words } : {}) });
  };
  return (
    <Panel label="Reject" onSubmit={send} onCancel={onCancel}>
      <div role="group" aria-label="Reasons" className="flex flex-wrap gap-1.5">
        {rejectionReasons.map((code) => (
          <Button
            key={code}
            size="small"
            aria-pressed={chosen.includes(code)}
            className={clsx('rounded-full', chosen.includes(code) && 'border-accent bg-accent-soft text-accent')}
            onClick={() => toggle(code)}
          >
            {rejectionWords[code]}
          </Button>
        ))}
      </div>
      <Field label="Reason in your words" hint="The agent reads the reason. A reason is needed; nothing is sent.">
        {(control) => (
          <TextArea {...control} autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" look="danger" disabled={!ready}>
          {label}
          <Key>⌘⏎</Key>
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </Panel>
  );
}
