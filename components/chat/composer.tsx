'use client';

import { SendHorizontal } from 'lucide-react';
import type { KeyboardEvent, SubmitEvent } from 'react';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/text-box';

interface ComposerProps {
  text: string;
  onChange: (text: string) => void;
  onSend: () => void;
  busy: boolean;
}

/** Where a message is written: Enter sends it, Shift with Enter breaks the line. */
export function Composer({ text, onChange, onSend, busy }: ComposerProps) {
  const ready = text.trim() !== '' && !busy;
  const send = () => {
    if (ready) onSend();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form method="post" onSubmit={submit} className="flex items-end gap-2">
      <TextArea
        aria-label="Message"
        rows={1}
        maxLength={20_000}
        className="max-h-48 min-h-9 resize-none max-md:min-h-11 max-md:py-2.5"
        placeholder="Write a message"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" look="primary" className="h-9 max-md:h-11" disabled={!ready}>
        <SendHorizontal aria-hidden />
        Send
      </Button>
    </form>
  );
}
