'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-box';
import { Panel } from './panel';

interface RespondPanelProps {
  busy: boolean;
  onRespond: (message: string) => void;
  onCancel: () => void;
}

/** An answer to the agent instead of a decision on the act: nothing runs, and the agent goes on with the message. */
export default function RespondPanel({ busy, onRespond, onCancel }: RespondPanelProps) {
  const [message, setMessage] = useState('');
  const ready = message.trim() !== '' && !busy;
  return (
    <Panel label="Respond" onSubmit={() => ready && onRespond(message.trim())} onCancel={onCancel}>
      <Field label="Message to the agent" hint="This call does not run; the agent goes on with your message.">
        {(control) => (
          <TextArea {...control} autoFocus value={message} onChange={(event) => setMessage(event.target.value)} />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={!ready}>
          Send response
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </Panel>
  );
}
