'use client';

import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { withMarks } from '@/components/diff/hidden-characters';
import { useShortcuts } from '@/components/keys/use-shortcuts';
import { Panel } from '@/components/proposal/panel';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Key } from '@/components/ui/key';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-box';
import { useResolveEscalation } from '@/lib/api/client/use-escalation';
import { escalationOutcome, type EscalationOutcome } from '@/lib/api/contract/escalation';

interface Way {
  choose: string;
  label: string;
  hint: string;
  send: string;
  done: string;
}

const ways: Record<EscalationOutcome, Way> = {
  reply: {
    choose: 'Reply',
    label: 'Reply in the thread',
    hint: 'They read it under your name. The agent does not go on.',
    send: 'Send reply',
    done: 'Your reply stands in the thread.',
  },
  resume: {
    choose: 'Resume with guidance',
    label: 'Guidance for the agent',
    hint: 'The agent starts again from this record and reads what you write; the customer does not.',
    send: 'Resume run',
    done: 'The agent goes on with your guidance.',
  },
  close: {
    choose: 'Close',
    label: 'Last words in the thread (may stay empty)',
    hint: 'Nothing more happens. Without words the customer gets no answer beyond the agent’s.',
    send: 'Close escalation',
    done: 'Closed.',
  },
};

const keys: Record<EscalationOutcome, string> = { reply: 'r', resume: 'e', close: 'c' };

interface ResolvePanelProps {
  id: string;
  requester: string;
  /** What the reply begins with; guidance and last words begin empty. */
  draft: string;
}

/** The three ways on from an escalation. */
export function ResolvePanel({ id, requester, draft }: ResolvePanelProps) {
  const { mutate, isPending, error } = useResolveEscalation(id);
  const [outcome, setOutcome] = useState<EscalationOutcome>('reply');
  const [messages, setMessages] = useState({ reply: draft, resume: '', close: '' });
  const message = messages[outcome];
  const setMessage = (words: string) => setMessages({ ...messages, [outcome]: words });
  const box = useRef<HTMLTextAreaElement>(null);
  const way = ways[outcome];
  const choose = (option: EscalationOutcome) => (event: KeyboardEvent) => {
    event.preventDefault();
    setOutcome(option);
    box.current?.focus();
  };
  useShortcuts({ r: choose('reply'), e: choose('resume'), c: choose('close') });
  const words = message.trim();
  const ready = !isPending && (outcome === 'close' || words !== '');
  const resolve = () => {
    if (!ready) return;
    mutate(words === '' ? { outcome } : { outcome, message: words }, { onSuccess: () => toast.success(way.done) });
  };
  return (
    <div className="sticky bottom-0 -mx-4 border-t bg-raised px-4 py-3 md:-mx-6 md:px-6">
      <Panel label={`Answer ${withMarks(requester)}`} onSubmit={resolve} onCancel={() => box.current?.blur()}>
        <div role="group" aria-label="What to do" className="flex flex-wrap gap-1.5">
          {escalationOutcome.options.map((option) => (
            <Button
              key={option}
              size="small"
              aria-pressed={option === outcome}
              className={option === outcome ? 'border-accent bg-accent-soft text-accent' : ''}
              onClick={() => setOutcome(option)}
            >
              {ways[option].choose}
              <Key>{keys[option]}</Key>
            </Button>
          ))}
        </div>
        <Field label={way.label} hint={way.hint}>
          {(control) => (
            <TextArea {...control} ref={box} value={message} onChange={(event) => setMessage(event.target.value)} />
          )}
        </Field>
        {error && <ErrorNotice error={error} what="It was not resolved by you." writes />}
        <Button type="submit" look="primary" className="self-start" disabled={!ready}>
          {way.send}
        </Button>
      </Panel>
    </div>
  );
}
