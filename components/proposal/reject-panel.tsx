'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-box';
import { Panel } from './panel';

const reasons = [
  'Wrong amount or item',
  'Wrong customer or order',
  'The customer did not ask for this',
  'Against our rules',
  'Not enough evidence',
  'Already done',
];

interface RejectPanelProps {
  busy: boolean;
  onReject: (reason: string) => void;
  onCancel: () => void;
}

/** Why it must not happen: a reason from the list, in one's own words, or both. The agent reads it. */
export function RejectPanel({ busy, onReject, onCancel }: RejectPanelProps) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [words, setWords] = useState('');
  const reason = [...chosen, words.trim()].filter(Boolean).join('. ');
  const toggle = (name: string) =>
    setChosen((before) => (before.includes(name) ? before.filter((other) => other !== name) : [...before, name]));
  return (
    <Panel label="Reject" onSubmit={() => reason && !busy && onReject(reason)} onCancel={onCancel}>
      <div role="group" aria-label="Reasons" className="flex flex-wrap gap-1.5">
        {reasons.map((name) => (
          <Button
            key={name}
            size="small"
            aria-pressed={chosen.includes(name)}
            className={classNames('rounded-full', chosen.includes(name) && 'border-accent bg-accent-soft text-accent')}
            onClick={() => toggle(name)}
          >
            {name}
          </Button>
        ))}
      </div>
      <Field label="Reason in your words" hint="The agent reads the reason. A reason is needed; nothing is sent.">
        {(control) => (
          <TextArea {...control} autoFocus value={words} onChange={(event) => setWords(event.target.value)} />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" look="danger" disabled={!reason || busy}>
          Reject with this reason
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </Panel>
  );
}
