'use client';

import { useId } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/switch';
import { keyWords } from './key-words';
import { setShortcutsOn, useShortcutsOn } from './shortcuts-setting';

const held: [string, string][] = [
  ['Ctrl or ⌘ K', 'Commands: everything by its name'],
  ['Ctrl or ⌘ Enter', 'Send what is written'],
];

/** Every key, and the switch for those without Ctrl or ⌘. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const on = useShortcutsOn();
  const id = useId();
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Keys">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-small">
        {[...keyWords, ...held].map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt className="font-mono whitespace-nowrap">{key === 'X' ? 'Shift x' : key.replace('Escape', 'Esc')}</dt>
            <dd className="text-quiet">{meaning}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex items-center justify-between border-t pt-3 text-small">
        <label htmlFor={id}>Single keys work</label>
        <Switch id={id} checked={on} onCheckedChange={setShortcutsOn} />
      </div>
    </Dialog>
  );
}
