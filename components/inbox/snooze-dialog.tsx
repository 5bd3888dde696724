'use client';

import type { KeyboardEvent } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/shell/error-notice';
import { exactTime } from '@/components/time/words';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Key } from '@/components/ui/key';
import { useSnooze } from '@/lib/api/client/use-inbox-item';
import type { SnoozeInput } from '@/lib/api/contract/inbox';
import { snoozePresets } from './snooze-words';

interface SnoozeDialogProps {
  id: string;
  onClose: () => void;
}

/** For how long an item leaves one's own list. */
export default function SnoozeDialog({ id, onClose }: SnoozeDialogProps) {
  const { mutate, isPending, error } = useSnooze();
  const choose = (snooze: SnoozeInput) => {
    if (isPending) return;
    mutate(
      { id, snooze },
      {
        onSuccess: ({ item }) => {
          const until = item.snoozed?.until;
          toast.success(until ? `Snoozed until ${exactTime(until)}.` : 'Snoozed until it changes.');
          onClose();
        },
      },
    );
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    const preset = snoozePresets.find((one) => one.key === key);
    if (preset) choose(preset.at(new Date()));
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Snooze" onKeyDown={onKeyDown}>
      <div className="flex flex-col gap-2">
        {snoozePresets.map((preset) => (
          <Button
            key={preset.key}
            className="justify-between"
            disabled={isPending}
            onClick={() => choose(preset.at(new Date()))}
          >
            {preset.label}
            <Key>{preset.key}</Key>
          </Button>
        ))}
        {error && <ErrorNotice error={error} what="It was not put off." writes />}
        <p className="text-meta text-quiet">
          It leaves your list only. Its deadline stays, others still see it, and it is back 15 minutes before the
          deadline in any case.
        </p>
      </div>
    </Dialog>
  );
}
